using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Traces;

public sealed record QueryTraceMetricsRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }

    [WireRequired]
    [JsonPropertyName("view_type")]
    public MetricViewType? ViewType { get; set; }

    [WireRequired]
    [JsonPropertyName("metric_name")]
    public string? MetricName { get; set; }

    [WireRequired]
    [JsonPropertyName("aggregations")]
    public IReadOnlyList<MetricAggregation>? Aggregations { get; set; }

    [JsonPropertyName("dimensions")]
    public IReadOnlyList<string>? Dimensions { get; set; }

    [JsonPropertyName("filters")]
    public IReadOnlyList<string>? Filters { get; set; }

    [JsonPropertyName("time_interval_seconds")]
    public long? TimeIntervalSeconds { get; set; }

    [JsonPropertyName("start_time_ms")]
    public long? StartTimeMs { get; set; }

    [JsonPropertyName("end_time_ms")]
    public long? EndTimeMs { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record MetricAggregation
{
    [WireRequired]
    [JsonPropertyName("aggregation_type")]
    public AggregationType? AggregationType { get; set; }

    /// <summary>0 to 100, for percentiles.</summary>
    [JsonPropertyName("percentile_value")]
    public double? PercentileValue { get; set; }
}

public sealed record QueryTraceMetricsResponse
{
    [JsonPropertyName("data_points")]
    public IReadOnlyList<MetricDataPoint>? DataPoints { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

/// <summary>The aggregates of one group.</summary>
public sealed record MetricDataPoint
{
    [JsonPropertyName("metric_name")]
    public string? MetricName { get; set; }

    [JsonPropertyName("dimensions")]
    public IReadOnlyDictionary<string, string>? Dimensions { get; set; }

    /// <summary>By aggregation: <c>COUNT</c>, <c>P95.0</c>.</summary>
    [JsonPropertyName("values")]
    public IReadOnlyDictionary<string, double>? Values { get; set; }
}

public enum MetricViewType
{
    [JsonStringEnumMemberName("TRACES")] Traces = 1,
    [JsonStringEnumMemberName("SPANS")] Spans = 2,
    [JsonStringEnumMemberName("ASSESSMENTS")] Assessments = 3,
}

public enum AggregationType
{
    [JsonStringEnumMemberName("COUNT")] Count = 1,
    [JsonStringEnumMemberName("SUM")] Sum = 2,
    [JsonStringEnumMemberName("AVG")] Average = 3,
    [JsonStringEnumMemberName("PERCENTILE")] Percentile = 4,
    [JsonStringEnumMemberName("MIN")] Minimum = 5,
    [JsonStringEnumMemberName("MAX")] Maximum = 6,
}

public sealed record CalculateFilterCorrelationRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }

    [WireRequired]
    [JsonPropertyName("filter_string1")]
    public string? FilterString1 { get; set; }

    [WireRequired]
    [JsonPropertyName("filter_string2")]
    public string? FilterString2 { get; set; }

    [JsonPropertyName("base_filter")]
    public string? BaseFilter { get; set; }
}

/// <summary>
/// How often two filters match the same traces: npmi from -1, never, to 1, always; NaN if a filter matches none.
/// </summary>
public sealed record CalculateFilterCorrelationResponse
{
    [JsonPropertyName("npmi")]
    public double? Npmi { get; set; }

    [JsonPropertyName("npmi_smoothed")]
    public double? NpmiSmoothed { get; set; }

    [JsonPropertyName("filter1_count")]
    public int? Filter1Count { get; set; }

    [JsonPropertyName("filter2_count")]
    public int? Filter2Count { get; set; }

    [JsonPropertyName("joint_count")]
    public int? JointCount { get; set; }

    [JsonPropertyName("total_count")]
    public int? TotalCount { get; set; }
}
