using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Metrics;

/// <summary>One metric of 1 to 100 runs, thinned for a chart. MLflow's API gives it point by point.</summary>
public sealed record SampleMetricRequest
{
    [WireRequired]
    [JsonPropertyName("run_ids")]
    public IReadOnlyList<string>? RunIds { get; set; }

    [WireRequired]
    [JsonPropertyName("metric_key")]
    public string? MetricKey { get; set; }

    /// <summary>The first step that is wanted; all before <see cref="EndStep"/> by default.</summary>
    [JsonPropertyName("start_step")]
    public long? StartStep { get; set; }

    /// <summary>The last step that is wanted; all after <see cref="StartStep"/> by default.</summary>
    [JsonPropertyName("end_step")]
    public long? EndStep { get; set; }

    /// <summary>Points of each run, 4 to 2,500; default 1,000.</summary>
    [JsonPropertyName("max_points")]
    public int? MaxPoints { get; set; }
}

/// <summary>The runs that have points in the range, in the order in which they were asked for.</summary>
public sealed record SampleMetricResponse
{
    [JsonPropertyName("series")]
    public IReadOnlyList<SampledSeries>? Series { get; set; }
}

/// <summary>Points of one run by step and time: as many steps as timestamps and values.</summary>
public sealed record SampledSeries
{
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [JsonPropertyName("steps")]
    public IReadOnlyList<long>? Steps { get; set; }

    /// <summary>In milliseconds since 1970.</summary>
    [JsonPropertyName("timestamps")]
    public IReadOnlyList<long>? Timestamps { get; set; }

    /// <summary>NaN travels as text.</summary>
    [JsonPropertyName("values")]
    public IReadOnlyList<double>? Values { get; set; }

    /// <summary>How many points the range holds; more than these where they were thinned.</summary>
    [JsonPropertyName("total")]
    public long? Total { get; set; }

    /// <summary>How many of all points in the range are NaN; absent where none is.</summary>
    [JsonPropertyName("nans")]
    public long? Nans { get; set; }
}
