using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Traces;

/// <summary>A trace as version 2 of the API shows it.</summary>
public sealed record LegacyTraceInfo
{
    [JsonPropertyName("request_id")]
    public string? RequestId { get; set; }

    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [JsonPropertyName("timestamp_ms")]
    public long? TimestampMs { get; set; }

    [JsonPropertyName("execution_time_ms")]
    public long? ExecutionTimeMs { get; set; }

    [JsonPropertyName("status")]
    public TraceStatus? Status { get; set; }

    [JsonPropertyName("request_metadata")]
    public IReadOnlyList<TraceTag>? RequestMetadata { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<TraceTag>? Tags { get; set; }
}

/// <summary>A tag or an entry of the metadata of a trace.</summary>
public sealed record TraceTag
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>How a trace ended, in version 2 of the API.</summary>
public enum TraceStatus
{
    [JsonStringEnumMemberName("TRACE_STATUS_UNSPECIFIED")] Unspecified = 0,
    [JsonStringEnumMemberName("OK")] Ok = 1,
    [JsonStringEnumMemberName("ERROR")] Error = 2,
    [JsonStringEnumMemberName("IN_PROGRESS")] InProgress = 3,
}

public sealed record LegacyStartTraceRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [WireRequired]
    [JsonPropertyName("timestamp_ms")]
    public long? TimestampMs { get; set; }

    [JsonPropertyName("request_metadata")]
    public IReadOnlyList<TraceTag>? RequestMetadata { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<TraceTag>? Tags { get; set; }
}

public sealed record LegacyEndTraceRequest
{
    [WireRequired]
    [JsonPropertyName("request_id")]
    public string? RequestId { get; set; }

    [WireRequired]
    [JsonPropertyName("timestamp_ms")]
    public long? TimestampMs { get; set; }

    [JsonPropertyName("status")]
    public TraceStatus? Status { get; set; }

    [JsonPropertyName("request_metadata")]
    public IReadOnlyList<TraceTag>? RequestMetadata { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<TraceTag>? Tags { get; set; }
}

public sealed record LegacyTraceInfoRequest
{
    [WireRequired]
    [JsonPropertyName("request_id")]
    public string? RequestId { get; set; }
}

public sealed record LegacyTraceInfoResponse
{
    [JsonPropertyName("trace_info")]
    public LegacyTraceInfo? TraceInfo { get; set; }
}

public sealed record LegacySearchTracesRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }

    [JsonPropertyName("filter")]
    public string? Filter { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }

    [JsonPropertyName("order_by")]
    public IReadOnlyList<string>? OrderBy { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record LegacySearchTracesResponse
{
    [JsonPropertyName("traces")]
    public IReadOnlyList<LegacyTraceInfo>? Traces { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record LegacySetTraceTagRequest
{
    [WireRequired]
    [JsonPropertyName("request_id")]
    public string? RequestId { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

public sealed record LegacyDeleteTraceTagRequest
{
    [WireRequired]
    [JsonPropertyName("request_id")]
    public string? RequestId { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }
}
