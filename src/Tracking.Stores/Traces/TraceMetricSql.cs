using Tracking.Core.Search.Binding;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Traces;

/// <summary>
/// Writes the rows that a query of traces/metrics aggregates: the columns of their group <c>g0</c>, <c>g1</c>, …
/// and the measured value <c>v</c>. Rows that lack a dimension are left out.
/// </summary>
internal sealed class TraceMetricSql(
    StoreSession session, TraceEntitySql entity, TraceMetricQuery query, SqlParameters parameters)
{
    private const string Assessments = "trace_assessment a";
    private const int NsPerMs = 1_000_000;

    private string Time => query.View switch
    {
        TraceMetricView.Spans => $"(s.start_ns / {NsPerMs})",
        TraceMetricView.Assessments => "a.created_ms",
        _ => "t.timestamp_ms",
    };

    public string Write()
    {
        var groups = new List<string>();
        if (query.Scope.IntervalMs is { } interval)
        {
            groups.Add($"({Time} / {interval}) * {interval}");
        }

        groups.AddRange(query.Dimensions.Select(Dimension));
        var columns = groups.Select((group, i) => $"{group} AS g{i}")
            .Append($"CAST({Value()} AS double precision) AS v");
        var present = groups.Select((_, i) => $"g{i} IS NOT NULL").Append("TRUE");
        return $"SELECT * FROM (SELECT {string.Join(", ", columns)} FROM {From()} WHERE {Where()}) b " +
            $"WHERE {string.Join(" AND ", present)}";
    }

    private string From() => query.View switch
    {
        TraceMetricView.Spans => "trace t JOIN trace_span s ON s.trace_key = t.trace_key",
        TraceMetricView.Assessments => $"trace t JOIN {Assessments} ON a.trace_key = t.trace_key",
        _ => "trace t",
    };

    private string Where()
    {
        List<string> conditions =
        [
            "t.experiment_id IN (SELECT value FROM json_each(" +
                $"{parameters.Add(JsonKeys.Of(query.ExperimentIds.Distinct()))}))",
        ];
        if (query.Scope.StartMs is { } start)
        {
            conditions.Add($"t.timestamp_ms >= {parameters.Add(start)}");
        }

        if (query.Scope.EndMs is { } end)
        {
            conditions.Add($"t.timestamp_ms <= {parameters.Add(end)}");
        }

        var fields = new PredicateSql(new MetricFields(entity), session, parameters);
        conditions.AddRange(query.Scope.Filters.Select(fields.Write));
        return string.Join(" AND ", conditions);
    }

    private string Value() => query.Metric switch
    {
        "trace_count" or "span_count" or "assessment_count" => "1",
        "latency" when query.View == TraceMetricView.Spans => $"((s.end_ns - s.start_ns) / {NsPerMs})",
        "latency" => "t.duration_ms",
        "assessment_value" => "a.value_number",
        "input_cost" => "s.input_cost",
        "output_cost" => "s.output_cost",
        "total_cost" => "s.total_cost",
        _ => Tokens(query.Metric),
    };

    private string Tokens(string kind) =>
        "(SELECT x.value FROM trace_metric x JOIN key_name k ON k.key_id = x.key_id " +
        $"WHERE x.trace_key = t.trace_key AND k.name = {parameters.Add(kind)})";

    private string Dimension(string name) => name switch
    {
        "trace_name" => entity.Name(session, parameters).Expression,
        "trace_status" => TraceEntitySql.Status,
        "span_name" => "s.name",
        "span_type" => "s.type",
        "span_status" => SpanEntitySql.Status,
        "span_model_name" => "s.model",
        "span_model_provider" => "s.provider",
        "assessment_name" => "a.name",
        "assessment_value" => "a.value_json",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a dimension."),
    };

    /// <summary>Fields of the trace, and of the span or assessment that is looked at.</summary>
    private sealed class MetricFields(TraceEntitySql entity) : IEntitySql
    {
        private readonly SpanEntitySql _spans = new();

        public FieldSql Find(StoreSession session, Field field, SqlParameters parameters) => field switch
        {
            { Kind: FieldKind.Span } => _spans.Find(session, field, parameters),
            { Kind: FieldKind.Assessment, Key: "name" } => new ColumnSql("a.name", IsNullable: false),
            { Kind: FieldKind.Assessment } => new ColumnSql(
                "(CASE a.kind WHEN 1 THEN 'feedback' WHEN 2 THEN 'expectation' ELSE 'issue' END)", IsNullable: false),
            _ => entity.Find(session, field, parameters),
        };

        public SortType TypeOf(Field field) => SortType.Text;
    }
}
