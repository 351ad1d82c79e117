using System.Text.Json.Serialization;
using Tracking.Contracts.Json;
using Tracking.Contracts.Metrics;

namespace Tracking.Contracts.Runs;

public sealed record CreateRunRequest
{
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [JsonPropertyName("user_id")]
    public string? UserId { get; set; }

    [JsonPropertyName("run_name")]
    public string? RunName { get; set; }

    [JsonPropertyName("start_time")]
    public long? StartTime { get; set; }

    [WireLoose]
    [JsonPropertyName("tags")]
    public IReadOnlyList<RunTag>? Tags { get; set; }
}

public sealed record RunResponse
{
    [JsonPropertyName("run")]
    public Run? Run { get; set; }
}

public sealed record UpdateRunRequest
{
    [JsonPropertyName("run_uuid")]
    public string? RunUuid { get; set; }

    [JsonPropertyName("status")]
    public RunStatus? Status { get; set; }

    [JsonPropertyName("end_time")]
    public long? EndTime { get; set; }

    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [JsonPropertyName("run_name")]
    public string? RunName { get; set; }
}

public sealed record UpdateRunResponse
{
    [JsonPropertyName("run_info")]
    public RunInfo? RunInfo { get; set; }
}

public sealed record DeleteRunRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }
}

public sealed record RestoreRunRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }
}

public sealed record GetRunRequest
{
    [JsonPropertyName("run_uuid")]
    public string? RunUuid { get; set; }

    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }
}

public sealed record SearchRunsRequest
{
    [WireLoose]
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }

    [JsonPropertyName("run_view_type")]
    public ViewType? RunViewType { get; set; }

    [JsonPropertyName("filter")]
    public string? Filter { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }

    [JsonPropertyName("order_by")]
    public IReadOnlyList<string>? OrderBy { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record SearchRunsResponse
{
    [JsonPropertyName("runs")]
    public IReadOnlyList<Run>? Runs { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

/// <summary>A search whose runs are only counted.</summary>
public sealed record CountRunsRequest
{
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }

    /// <summary>Active runs by default.</summary>
    [JsonPropertyName("run_view_type")]
    public ViewType? RunViewType { get; set; }

    /// <summary>In the language of the search; all runs by default.</summary>
    [JsonPropertyName("filter")]
    public string? Filter { get; set; }
}

/// <summary>How many runs there are.</summary>
public sealed record CountRunsResponse
{
    /// <summary>Counted up to 1,000,000.</summary>
    [JsonPropertyName("count")]
    public long? Count { get; set; }
}

public sealed record LogParamRequest
{
    [JsonPropertyName("run_uuid")]
    public string? RunUuid { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }

    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }
}

public sealed record SetTagRequest
{
    [JsonPropertyName("run_uuid")]
    public string? RunUuid { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }

    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }
}

public sealed record DeleteTagRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }
}

public sealed record LogBatchRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [JsonPropertyName("metrics")]
    public IReadOnlyList<Metric>? Metrics { get; set; }

    [JsonPropertyName("params")]
    public IReadOnlyList<Param>? Params { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<RunTag>? Tags { get; set; }
}

public sealed record LogModelRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [WireRequired]
    [JsonPropertyName("model_json")]
    public string? ModelJson { get; set; }
}

public sealed record LogInputsRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [JsonPropertyName("datasets")]
    public IReadOnlyList<DatasetInput>? Datasets { get; set; }

    [JsonPropertyName("models")]
    public IReadOnlyList<ModelInput>? Models { get; set; }
}

public sealed record LogOutputsRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [WireRequired]
    [JsonPropertyName("models")]
    public IReadOnlyList<ModelOutput>? Models { get; set; }
}
