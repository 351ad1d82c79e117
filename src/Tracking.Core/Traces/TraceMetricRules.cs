using System.Collections.Frozen;
using Tracking.Core.Errors;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Syntax;

namespace Tracking.Core.Traces;

/// <summary>Which metrics there are, what they are aggregated to and grouped by, in MLflow's words.</summary>
public static class TraceMetricRules
{
    public const int DefaultResults = 1_000;
    public const int MaxResults = 1_000;
    public const int MaxAggregations = 20;
    public const int MaxFilters = 20;

    private static readonly TraceAggregationKind[] Counts = [TraceAggregationKind.Count];

    private static readonly TraceAggregationKind[] Measures =
    [
        TraceAggregationKind.Sum, TraceAggregationKind.Average, TraceAggregationKind.Percentile,
        TraceAggregationKind.Minimum, TraceAggregationKind.Maximum,
    ];

    private static readonly string[] TraceDimensions = ["trace_name", "trace_status"];

    private static readonly string[] SpanDimensions =
        ["span_name", "span_type", "span_status", "span_model_name", "span_model_provider"];

    private static readonly string[] AssessmentDimensions = ["assessment_name", "assessment_value"];

    private static readonly FrozenDictionary<TraceMetricView, (string[] Metrics, string[] Dimensions)> Views =
        new Dictionary<TraceMetricView, (string[] Metrics, string[] Dimensions)>
        {
            [TraceMetricView.Traces] = (["trace_count", "latency", .. TokenUsage.Kinds], TraceDimensions),
            [TraceMetricView.Spans] =
                (["span_count", "latency", "input_cost", "output_cost", "total_cost"], SpanDimensions),
            [TraceMetricView.Assessments] = (["assessment_count", "assessment_value"], AssessmentDimensions),
        }.ToFrozenDictionary();

    /// <exception cref="TrackingException">The metric, an aggregation or a dimension is none of the view's.</exception>
    public static void Validate(TraceMetricQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (metrics, dimensions) = Views[query.View];
        if (!metrics.Contains(query.Metric))
        {
            throw ParameterErrors.Invalid($"metric_name must be one of {List(metrics)}, got '{query.Metric}'");
        }

        ValidateAggregations(query);
        var unknown = query.Dimensions.Except(dimensions).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw ParameterErrors.Invalid(
                $"Found invalid dimension(s): {List(unknown)}. Supported dimensions: {List(dimensions)}");
        }

        if (query.Dimensions.Distinct().Count() != query.Dimensions.Count)
        {
            throw ParameterErrors.Invalid($"A dimension is named twice: {List(query.Dimensions)}");
        }

        ValidateTime(query.Scope);
    }

    /// <summary>
    /// A filter of traces/metrics: <c>trace.status = 'OK'</c>, <c>trace.tag.team = 'a'</c>, <c>span.type = 'LLM'</c>.
    /// </summary>
    public static Predicate ParseFilter(string filter, TraceMetricView view)
    {
        var schema = SearchSchemas.TraceMetrics;
        var node = FilterParser.Parse(filter, schema.Wording)
            ?? throw ParameterErrors.Invalid("Invalid filter '': it is empty.");
        var predicate = new FilterBinder(schema).Bind(TraceFilterNames.Normalise(node));
        TraceFilterNames.RequireFieldsOf(predicate, view);
        return predicate;
    }

    private static void ValidateAggregations(TraceMetricQuery query)
    {
        if (query.Aggregations.Count is 0 or > MaxAggregations)
        {
            throw ParameterErrors.Invalid(
                $"'aggregations' has {query.Aggregations.Count} items, expected 1 to {MaxAggregations}");
        }

        var supported = query.Metric.EndsWith("_count", StringComparison.Ordinal) ? Counts : Measures;
        var invalid = query.Aggregations.Select(a => a.Kind).Except(supported).ToList();
        if (invalid.Count > 0)
        {
            throw ParameterErrors.Invalid(
                $"Found invalid aggregation_type(s): {List(invalid.Select(NameOf))}. " +
                $"Supported aggregation types: {List(supported.Select(NameOf))}");
        }

        if (query.Aggregations.FirstOrDefault(a => a.Kind == TraceAggregationKind.Percentile
                && a.Percentile is not (>= 0 and <= 100)) is { } bad)
        {
            throw ParameterErrors.Invalid(
                $"A percentile needs a percentile_value from 0 to 100, got {bad.Percentile?.ToString("R") ?? "none"}");
        }
    }

    private static void ValidateTime(TraceMetricScope scope)
    {
        if (scope.IntervalMs is null)
        {
            return;
        }

        if (scope.IntervalMs <= 0)
        {
            throw ParameterErrors.Invalid($"time_interval_seconds must be positive, got {scope.IntervalMs / 1_000}");
        }

        if (scope.StartMs is null || scope.EndMs is null)
        {
            throw ParameterErrors.Invalid(
                "start_time_ms and end_time_ms are required if time_interval_seconds is set");
        }
    }

    private static string NameOf(TraceAggregationKind kind) =>
        kind == TraceAggregationKind.Percentile ? "PERCENTILE" : new TraceAggregation(kind, null).Name;

    private static string List(IEnumerable<string> names) =>
        "[" + string.Join(", ", names.Select(name => $"'{name}'")) + "]";
}
