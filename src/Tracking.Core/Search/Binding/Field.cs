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
}

/// <summary>
/// A resolved field. The key of an attribute or a dataset is its canonical name from the schema, never an alias; the
/// keys of metrics, params and tags are the user's.
/// </summary>
public sealed record Field(FieldKind Kind, string Key)
{
    public static Field Attribute(string name) => new(FieldKind.Attribute, name);

    public static Field Metric(string key) => new(FieldKind.Metric, key);

    public static Field Param(string key) => new(FieldKind.Param, key);

    public static Field Tag(string key) => new(FieldKind.Tag, key);

    public static Field Dataset(string part) => new(FieldKind.Dataset, part);
}
