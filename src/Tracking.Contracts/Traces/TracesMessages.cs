using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Traces;

/// <summary>A trace as it is announced: its spans come by other ways.</summary>
public sealed record TraceStart
{
    [JsonPropertyName("trace_info")]
    public TraceInfo? TraceInfo { get; set; }
}

public sealed record StartTraceRequest
{
    [WireRequired]
    [JsonPropertyName("trace")]
    public TraceStart? Trace { get; set; }
}

public sealed record TraceResponse
{
    [JsonPropertyName("trace")]
    public Trace? Trace { get; set; }
}

public sealed record GetTraceInfoRequest
{
    [WireRequired]
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }
}

public sealed record GetTraceRequest
{
    [WireRequired]
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [JsonPropertyName("allow_partial")]
    public bool? AllowPartial { get; set; }
}

public sealed record BatchGetTracesRequest
{
    [WireRequired]
    [JsonPropertyName("trace_ids")]
    public IReadOnlyList<string>? TraceIds { get; set; }
}

public sealed record BatchGetTracesResponse
{
    [JsonPropertyName("traces")]
    public IReadOnlyList<Trace>? Traces { get; set; }
}

public sealed record BatchGetTraceInfosResponse
{
    [JsonPropertyName("trace_infos")]
    public IReadOnlyList<TraceInfo>? TraceInfos { get; set; }
}

public sealed record SearchTracesRequest
{
    [WireRequired]
    [JsonPropertyName("locations")]
    public IReadOnlyList<TraceLocation>? Locations { get; set; }

    [JsonPropertyName("filter")]
    public string? Filter { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }

    [JsonPropertyName("order_by")]
    public IReadOnlyList<string>? OrderBy { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record SearchTracesResponse
{
    [JsonPropertyName("traces")]
    public IReadOnlyList<TraceInfo>? Traces { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record DeleteTracesRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [JsonPropertyName("max_timestamp_millis")]
    public long? MaxTimestampMillis { get; set; }

    [JsonPropertyName("max_traces")]
    public int? MaxTraces { get; set; }

    [JsonPropertyName("request_ids")]
    public IReadOnlyList<string>? RequestIds { get; set; }
}

public sealed record DeleteTracesResponse
{
    [JsonPropertyName("traces_deleted")]
    public int? TracesDeleted { get; set; }
}

public sealed record SetTraceTagRequest
{
    [WireRequired]
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

public sealed record DeleteTraceTagRequest
{
    [WireRequired]
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }
}

public sealed record LinkTracesToRunRequest
{
    [WireRequired]
    [JsonPropertyName("trace_ids")]
    public IReadOnlyList<string>? TraceIds { get; set; }

    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }
}

public sealed record LinkPromptsToTraceRequest
{
    [WireRequired]
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [WireRequired]
    [JsonPropertyName("prompt_versions")]
    public IReadOnlyList<PromptVersionReference>? PromptVersions { get; set; }
}

public sealed record PromptVersionReference
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("version")]
    public string? Version { get; set; }
}
