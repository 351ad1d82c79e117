using System.Globalization;
using Tracking.Core.Search.Binding;

namespace Tracking.Core.Traces;

/// <summary>What is counted or measured: traces, their spans or their assessments.</summary>
public enum TraceMetricView
{
    Traces = 1,
    Spans = 2,
    Assessments = 3,
}

public enum TraceAggregationKind
{
    Count = 1,
    Sum = 2,
    Average = 3,
    Percentile = 4,
    Minimum = 5,
    Maximum = 6,
}

/// <summary><c>Percentile</c>: 0 to 100; null for all other kinds.</summary>
public sealed record TraceAggregation(TraceAggregationKind Kind, double? Percentile)
{
    /// <summary>As answers name it: <c>COUNT</c>, <c>P95.0</c>.</summary>
    public string Name => Kind switch
    {
        TraceAggregationKind.Count => "COUNT",
        TraceAggregationKind.Sum => "SUM",
        TraceAggregationKind.Average => "AVG",
        TraceAggregationKind.Minimum => "MIN",
        TraceAggregationKind.Maximum => "MAX",
        _ => "P" + Errors.PythonText.Float(Percentile ?? 0),
    };
}

/// <summary>
/// A metric, grouped by intervals of time and by dimensions.
/// </summary>
public sealed record TraceMetricQuery(
    IReadOnlyList<long> ExperimentIds,
    TraceMetricView View,
    string Metric,
    IReadOnlyList<TraceAggregation> Aggregations,
    TraceMetricScope Scope,
    IReadOnlyList<string> Dimensions)
{
    public required int MaxResults { get; init; }

    public string? PageToken { get; init; }
}

/// <summary>
/// Which traces are looked at, from one time to another, both inclusive, and the intervals that time is cut into; null
/// for no bound and for no intervals.
/// </summary>
public sealed record TraceMetricScope(
    IReadOnlyList<Predicate> Filters, long? IntervalMs, long? StartMs, long? EndMs);

/// <summary>
/// The aggregates of one group; a null dimension is missing there. <c>BucketMs</c>: where the interval of time
/// begins; null without intervals.
/// </summary>
public sealed record TraceMetricGroup(
    long? BucketMs, IReadOnlyList<string> Dimensions, IReadOnlyList<double?> Values)
{
    /// <summary>The start of the interval as answers write it: <c>2026-11-21T07:00:00+00:00</c>.</summary>
    public string? BucketText => BucketMs is { } ms
        ? DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        : null;
}
