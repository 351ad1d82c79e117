using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Metrics;

public sealed record LogMetricRequest
{
    [JsonPropertyName("run_uuid")]
    public string? RunUuid { get; set; }

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

    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [JsonPropertyName("dataset_name")]
    public string? DatasetName { get; set; }

    [JsonPropertyName("dataset_digest")]
    public string? DatasetDigest { get; set; }
}

public sealed record GetMetricHistoryRequest
{
    [JsonPropertyName("run_uuid")]
    public string? RunUuid { get; set; }

    [WireRequired]
    [JsonPropertyName("metric_key")]
    public string? MetricKey { get; set; }

    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }

    [WireLoose]
    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }
}

public sealed record GetMetricHistoryResponse
{
    [JsonPropertyName("metrics")]
    public IReadOnlyList<Metric>? Metrics { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record GetMetricHistoryBulkIntervalRequest
{
    [WireRequired]
    [JsonPropertyName("run_ids")]
    public IReadOnlyList<string>? RunIds { get; set; }

    [WireRequired]
    [JsonPropertyName("metric_key")]
    public string? MetricKey { get; set; }

    [JsonPropertyName("start_step")]
    public int? StartStep { get; set; }

    [JsonPropertyName("end_step")]
    public int? EndStep { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }
}

public sealed record GetMetricHistoryBulkIntervalResponse
{
    [JsonPropertyName("metrics")]
    public IReadOnlyList<MetricWithRunId>? Metrics { get; set; }
}

/// <summary>Whole histories of several runs; in the query, <c>run_id</c> stands once for each.</summary>
public sealed record GetMetricHistoryBulkRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public IReadOnlyList<string>? RunIds { get; set; }

    [WireRequired]
    [JsonPropertyName("metric_key")]
    public string? MetricKey { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }
}
