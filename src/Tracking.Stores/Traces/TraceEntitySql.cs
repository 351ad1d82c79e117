using Tracking.Core.Errors;
using Tracking.Core.Search.Binding;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Traces;

/// <summary>The fields of a trace, which is <c>t</c> in all statements.</summary>
internal sealed class TraceEntitySql(KeyNameCache keyNames) : IEntitySql
{
    public const string Status =
        "(CASE t.state WHEN 1 THEN 'OK' WHEN 2 THEN 'ERROR' WHEN 3 THEN 'IN_PROGRESS' ELSE 'STATE_UNSPECIFIED' END)";

    private const string Owner = "x.trace_key = t.trace_key";

    public static KeyedTable Tags { get; } = new("trace_tag", Owner);

    public static KeyedTable Metadata { get; } = new("trace_metadata", Owner);

    public FieldSql Find(StoreSession session, Field field, SqlParameters parameters) => field.Kind switch
    {
        FieldKind.Attribute => Attribute(session, field.Key, parameters),
        FieldKind.Tag => Tags.Find(keyNames, session, field.Key, parameters),
        FieldKind.Metadata => Metadata.Find(keyNames, session, field.Key, parameters),
        FieldKind.Feedback => Assessed(AssessmentKind.Feedback, field.Key, parameters),
        FieldKind.Expectation => Assessed(AssessmentKind.Expectation, field.Key, parameters),
        FieldKind.Issue => Issue(field.Key),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of traces."),
    };

    public SortType TypeOf(Field field) => field switch
    {
        { Kind: FieldKind.Attribute, Key: "timestamp_ms" or "execution_time_ms" or "end_time_ms" or "experiment_id" } =>
            SortType.Integer,
        _ => SortType.Text,
    };

    /// <summary>The name that was given to the trace, else that of its root span.</summary>
    public ColumnSql Name(StoreSession session, SqlParameters parameters) =>
        Tags.Find(keyNames, session, TraceKeys.Name, parameters) is RowsSql rows
            ? new ColumnSql($"coalesce({rows.Select(rows.Value)}, t.root_name)", IsNullable: true)
            : new ColumnSql("t.root_name", IsNullable: true);

    private FieldSql Attribute(StoreSession session, string name, SqlParameters parameters) => name switch
    {
        "timestamp_ms" => new ColumnSql("t.timestamp_ms", IsNullable: false),
        "execution_time_ms" => new ColumnSql("t.duration_ms", IsNullable: true),
        "end_time_ms" => new ColumnSql("(t.timestamp_ms + t.duration_ms)", IsNullable: true),
        "experiment_id" => new ColumnSql("t.experiment_id", IsNullable: false),
        "status" => new ColumnSql(Status, IsNullable: false),
        "request_id" => new ColumnSql("t.trace_id", IsNullable: false),
        "client_request_id" => new ColumnSql("t.client_request_id", IsNullable: true),
        "name" => Name(session, parameters),
        "run_id" => new RowsSql("trace_run x", Owner, "x.run_id") { LatestFirst = "x.run_id" },
        "prompt" => new RowsSql("trace_prompt x", Owner, "x.prompt"),
        "text" => new RowsSql("trace_span x", Owner, "x.content"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not an attribute of traces."),
    };

    private static RowsSql Assessed(AssessmentKind kind, string name, SqlParameters parameters) => new(
        "trace_assessment x", $"{Owner} AND x.kind = {(int)kind} AND x.name = {parameters.Add(name)}", "x.value_text");

    private static RowsSql Issue(string part) => new(
        "trace_assessment x",
        $"{Owner} AND x.kind = {(int)AssessmentKind.Issue}",
        part switch
        {
            "id" => "x.name",
            "name" => "x.value_text",
            _ => throw ParameterErrors.Invalid(
                $"Invalid issue key '{part}' specified. Valid keys are {{'id', 'name'}}"),
        });
}
