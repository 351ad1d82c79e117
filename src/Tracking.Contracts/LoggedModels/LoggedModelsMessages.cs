using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.LoggedModels;

public sealed record CreateLoggedModelRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("model_type")]
    public string? ModelType { get; set; }

    [JsonPropertyName("source_run_id")]
    public string? SourceRunId { get; set; }

    [JsonPropertyName("params")]
    public IReadOnlyList<LoggedModelParameter>? Params { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<LoggedModelTag>? Tags { get; set; }
}

public sealed record LoggedModelResponse
{
    [JsonPropertyName("model")]
    public LoggedModel? Model { get; set; }
}

public sealed record FinalizeLoggedModelRequest
{
    [WireRequired]
    [WireInBody]
    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [WireRequired]
    [JsonPropertyName("status")]
    public LoggedModelStatus? Status { get; set; }
}

public sealed record LoggedModelRequest
{
    [WireRequired]
    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }
}

public sealed record SearchLoggedModelsRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }

    [JsonPropertyName("filter")]
    public string? Filter { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }

    [JsonPropertyName("order_by")]
    public IReadOnlyList<LoggedModelOrder>? OrderBy { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }

    [JsonPropertyName("datasets")]
    public IReadOnlyList<LoggedModelDatasetFilter>? Datasets { get; set; }
}

public sealed record SearchLoggedModelsResponse
{
    [JsonPropertyName("models")]
    public IReadOnlyList<LoggedModel>? Models { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record SetLoggedModelTagsRequest
{
    [WireRequired]
    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<LoggedModelTag>? Tags { get; set; }
}

public sealed record DeleteLoggedModelTagRequest
{
    [WireRequired]
    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [WireRequired]
    [JsonPropertyName("tag_key")]
    public string? TagKey { get; set; }
}

public sealed record LogLoggedModelParamsRequest
{
    [WireRequired]
    [WireInBody]
    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [JsonPropertyName("params")]
    public IReadOnlyList<LoggedModelParameter>? Params { get; set; }
}

public sealed record ListLoggedModelArtifactsRequest
{
    [WireRequired]
    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [JsonPropertyName("artifact_directory_path")]
    public string? ArtifactDirectoryPath { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}
