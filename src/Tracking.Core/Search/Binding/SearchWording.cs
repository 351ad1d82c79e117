using Tracking.Core.Search.Syntax;

namespace Tracking.Core.Search.Binding;

/// <summary>
/// The messages of an entity's search. MLflow words the same mistake differently from entity to entity, and its
/// clients' tests compare the texts.
/// </summary>
internal abstract class SearchWording : ISyntaxWording
{
    public abstract string InvalidClause(string filter, IReadOnlyList<string> pieces);

    public abstract string UnknownEntity(string entity);

    public virtual string UnknownAttribute(string key, IEnumerable<string> valid) =>
        $"Invalid attribute key '{key}' specified. Valid keys are '{Set(valid)}'";

    public virtual string UnknownOrderKey(string key, IEnumerable<string> valid) => UnknownAttribute(key, valid);

    public virtual string UnknownDatasetKey(string key, IEnumerable<string> valid) =>
        $"Invalid dataset key '{key}' specified. Valid keys are '{Set(valid)}'";

    /// <summary>Attributes of filters in the order in which MLflow lists them; the rest follow by name.</summary>
    public virtual IReadOnlyList<string> FilterKeys => [];

    /// <summary>The same for order_by.</summary>
    public virtual IReadOnlyList<string> OrderKeys => [];

    public virtual string UnknownSpanKey(string key, IEnumerable<string> valid) =>
        $"Invalid span key '{key}' specified. Valid keys are '{Set(valid)}'";

    public virtual string NotOrderable(FieldKind kind) => $"Invalid identifier type '{KindName(kind)}'";

    /// <summary>A number was expected; <paramref name="found"/> is the value as written.</summary>
    public virtual string ExpectedNumber(Field field, string found) => field.Kind == FieldKind.Metric
        ? $"Expected numeric value type for metric. Found {found}"
        : $"Expected numeric value type for numeric attribute: {field.Key}. Found {found}";

    /// <summary>A quoted text was expected; <paramref name="found"/> is the value as written.</summary>
    public abstract string ExpectedText(Field field, string found);

    public virtual string Unquoted(string found) =>
        $"Parameter value is either not quoted or unidentified quote types used for string value {found}. " +
        "Use either single or double quotes.";

    public abstract string InvalidComparator(Field field, FieldType type, string comparator);

    /// <summary>Python's print of a set, in the order given.</summary>
    protected static string Set(IEnumerable<string> values) =>
        "{" + string.Join(", ", values.Select(v => $"'{v}'")) + "}";

    protected static string KindName(FieldKind kind) => kind switch
    {
        FieldKind.Attribute => "attribute",
        FieldKind.Metric => "metric",
        FieldKind.Param => "parameter",
        FieldKind.Tag => "tag",
        FieldKind.Dataset => "dataset",
        FieldKind.Metadata => "metadata",
        FieldKind.Span => "span",
        FieldKind.Feedback => "feedback",
        FieldKind.Expectation => "expectation",
        FieldKind.Issue => "issue",
        _ => "assessment",
    };
}
