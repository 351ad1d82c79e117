namespace Tracking.Core.Search.Binding;

/// <summary>The messages of traces/search.</summary>
internal sealed class TraceWording : SearchWording
{
    private static readonly string[] Numeric = [">", ">=", "!=", "=", "<", "<="];
    private static readonly string[] Text = ["IS NOT NULL", "ILIKE", "IS NULL", "RLIKE", "=", "LIKE", "!="];

    private static readonly string[] Entities =
    [
        "tags", "request_metadata", "expectation", "trace", "span", "issue", "feedback", "metadata", "attribute",
        "attributes", "tag",
    ];

    public override IReadOnlyList<string> FilterKeys { get; } =
    [
        "text", "execution_time", "end_time", "execution_time_ms", "timestamp_ms", "run_id", "request_id", "prompt",
        "timestamp", "end_time_ms", "name", "status", "client_request_id",
    ];

    public override IReadOnlyList<string> OrderKeys { get; } =
    [
        "run_id", "execution_time", "end_time", "timestamp_ms", "end_time_ms", "experiment_id", "timestamp", "name",
        "execution_time_ms", "status", "request_id",
    ];

    public override string InvalidClause(string filter, IReadOnlyList<string> pieces) =>
        "Invalid clause(s) in filter string: " + string.Join(", ", pieces.Select(p => $"'{p}'"));

    public override string UnknownEntity(string entity) =>
        $"Invalid entity type '{entity}'. Valid values are {Set(Entities)}";

    public override string ExpectedText(Field field, string found) =>
        $"Expected a quoted string value for {KindName(field.Kind)} (e.g. 'my-value'). Got value {found}";

    /// <summary>A quote is missing at the end of most, as in MLflow.</summary>
    public override string InvalidComparator(Field field, FieldType type, string comparator) => field.Kind switch
    {
        FieldKind.Feedback or FieldKind.Expectation =>
            $"assessment.{field.Key} comparator '{comparator}' not one of '{Set(Text)}'",
        _ => $"Invalid comparator '{comparator}' not one of '{Set(type == FieldType.Number ? Numeric : Text)}",
    };
}
