using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Metrics;

/// <summary>One point of a metric; NaN and infinities travel as the strings "NaN", "Infinity", "-Infinity".</summary>
public sealed record Metric
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [WireRequired]
    [JsonPropertyName("value")]
    public double? Value { get; set; }

    [WireRequired]
    [WireCut]
    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; set; }

    [JsonPropertyName("step")]
    public long? Step { get; set; }

    [JsonPropertyName("dataset_name")]
    public string? DatasetName { get; set; }

    [JsonPropertyName("dataset_digest")]
    public string? DatasetDigest { get; set; }

    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }
}

/// <summary>A point of one of several runs.</summary>
public sealed record MetricWithRunId
{
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public double? Value { get; set; }

    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; set; }

    [JsonPropertyName("step")]
    public long? Step { get; set; }

    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }
}
