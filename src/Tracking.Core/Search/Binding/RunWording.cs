namespace Tracking.Core.Search.Binding;

/// <summary>The messages of runs/search.</summary>
internal sealed class RunWording : SearchWording
{
    private static readonly string[] Numeric = [">", ">=", "!=", "=", "<", "<="];
    private static readonly string[] Text = ["=", "!=", "LIKE", "ILIKE"];

    public override IReadOnlyList<string> FilterKeys { get; } =
    [
        "run_id", "user_id", "start_time", "end_time", "Created", "run name", "Run name", "Run Name", "run_name",
        "status", "created", "artifact_uri",
    ];

    public override IReadOnlyList<string> OrderKeys { get; } =
        ["end_time", "run_name", "created", "user_id", "status", "artifact_uri", "Created", "run_id", "start_time"];

    public override string InvalidClause(string filter, IReadOnlyList<string> pieces) =>
        "Invalid clause(s) in filter string: " + string.Join(", ", pieces.Select(p => $"'{p}'"));

    public override string UnknownEntity(string entity) =>
        $"Invalid entity type '{entity}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']";

    public override string ExpectedText(Field field, string found) => field.Kind is FieldKind.Param or FieldKind.Tag
        ? $"Expected a quoted string value for {KindName(field.Kind)} (e.g. 'my-value'). Got value {found}"
        : $"Expected a quoted string value for {KindName(field.Kind)}s. Got value {found}";

    /// <summary>The closing quote is missing for some kinds, as in MLflow.</summary>
    public override string InvalidComparator(Field field, FieldType type, string comparator) => field.Kind switch
    {
        FieldKind.Param => Message(comparator, ["ILIKE", "=", "IS NOT NULL", "!=", "IS NULL", "LIKE"]) + "'",
        FieldKind.Tag => Message(comparator, [.. Text, "IS NULL", "IS NOT NULL"]),
        FieldKind.Dataset => Message(comparator, [.. Text, "IN", "NOT IN"]),
        FieldKind.Attribute when type == FieldType.Text =>
            Message(comparator, ["IN", "=", "ILIKE", "!=", "LIKE", "NOT IN"]) + "'",
        _ => Message(comparator, Numeric),
    };

    private static string Message(string comparator, IEnumerable<string> valid) =>
        $"Invalid comparator '{comparator}' not one of '{Set(valid)}";
}
