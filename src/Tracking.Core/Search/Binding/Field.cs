namespace Tracking.Core.Search.Binding;

/// <summary>What kind of thing a field of an entity is; it decides where a store looks for the value.</summary>
public enum FieldKind
{
    Attribute,
    Metric,
    Param,
    Tag,

    /// <summary>Name, digest or context of any dataset that the entity used.</summary>
    Dataset,

    /// <summary>An entry of a trace's metadata.</summary>
    Metadata,

    /// <summary>Name, type, status, content or <c>attributes.KEY</c> of any span of a trace.</summary>
    Span,

    /// <summary>The value of a trace's feedback of that name.</summary>
    Feedback,

    /// <summary>The value that was expected of a trace under that name.</summary>
    Expectation,

    /// <summary>The id of an issue that a trace belongs to.</summary>
    Issue,

    /// <summary>Name or type of an assessment, where assessments are counted.</summary>
    Assessment,
}

/// <summary>
/// A resolved field. The key of an attribute or a dataset is its canonical name from the schema, never an alias; the
/// keys of metrics, params, tags and metadata are the user's.
/// </summary>
public sealed record Field(FieldKind Kind, string Key)
{
    public static Field Attribute(string name) => new(FieldKind.Attribute, name);

    public static Field Metric(string key) => new(FieldKind.Metric, key);

    public static Field Param(string key) => new(FieldKind.Param, key);

    public static Field Tag(string key) => new(FieldKind.Tag, key);

    public static Field Dataset(string part) => new(FieldKind.Dataset, part);

    public static Field Metadata(string key) => new(FieldKind.Metadata, key);

    public static Field Span(string part) => new(FieldKind.Span, part);
}
