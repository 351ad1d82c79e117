using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Registry;

public sealed record CreateRegisteredModelRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<RegisteredModelTag>? Tags { get; set; }

    [JsonPropertyName("description")]
    public string? Description { get; set; }

    [JsonPropertyName("deployment_job_id")]
    public string? DeploymentJobId { get; set; }
}

public sealed record RegisteredModelResponse
{
    [JsonPropertyName("registered_model")]
    public RegisteredModel? RegisteredModel { get; set; }
}

public sealed record RenameRegisteredModelRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("new_name")]
    public string? NewName { get; set; }
}

public sealed record UpdateRegisteredModelRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("description")]
    public string? Description { get; set; }

    [JsonPropertyName("deployment_job_id")]
    public string? DeploymentJobId { get; set; }
}

public sealed record RegisteredModelRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }
}

public sealed record SearchRegisteredModelsRequest
{
    [JsonPropertyName("filter")]
    public string? Filter { get; set; }

    [JsonPropertyName("max_results")]
    public long? MaxResults { get; set; }

    [JsonPropertyName("order_by")]
    public IReadOnlyList<string>? OrderBy { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record SearchRegisteredModelsResponse
{
    [JsonPropertyName("registered_models")]
    public IReadOnlyList<RegisteredModel>? RegisteredModels { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record GetLatestVersionsRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("stages")]
    public IReadOnlyList<string>? Stages { get; set; }
}

public sealed record GetLatestVersionsResponse
{
    [JsonPropertyName("model_versions")]
    public IReadOnlyList<ModelVersion>? ModelVersions { get; set; }
}

public sealed record SetRegisteredModelTagRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

public sealed record DeleteRegisteredModelTagRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }
}

public sealed record SetRegisteredModelAliasRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("alias")]
    public string? Alias { get; set; }

    [WireRequired]
    [JsonPropertyName("version")]
    public string? Version { get; set; }

    /// <summary>
    /// Beyond MLflow: the alias is moved only from this version, 0 where there must be no such alias yet; wherever it
    /// is by default. Anything else is ABORTED, unless it is at <see cref="Version"/> already.
    /// </summary>
    [JsonPropertyName("expected_version")]
    public string? ExpectedVersion { get; set; }
}

public sealed record RegisteredModelAliasRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("alias")]
    public string? Alias { get; set; }
}

public sealed record CreateModelVersionRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("source")]
    public string? Source { get; set; }

    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<ModelVersionTag>? Tags { get; set; }

    [JsonPropertyName("run_link")]
    public string? RunLink { get; set; }

    [JsonPropertyName("description")]
    public string? Description { get; set; }

    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }
}

public sealed record ModelVersionResponse
{
    [JsonPropertyName("model_version")]
    public ModelVersion? ModelVersion { get; set; }
}

public sealed record UpdateModelVersionRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("version")]
    public string? Version { get; set; }

    [JsonPropertyName("description")]
    public string? Description { get; set; }
}

public sealed record TransitionModelVersionStageRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("version")]
    public string? Version { get; set; }

    [WireRequired]
    [JsonPropertyName("stage")]
    public string? Stage { get; set; }

    [JsonPropertyName("archive_existing_versions")]
    public bool? ArchiveExistingVersions { get; set; }
}

public sealed record ModelVersionRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("version")]
    public string? Version { get; set; }
}

public sealed record SearchModelVersionsRequest
{
    [JsonPropertyName("filter")]
    public string? Filter { get; set; }

    [JsonPropertyName("max_results")]
    public long? MaxResults { get; set; }

    [JsonPropertyName("order_by")]
    public IReadOnlyList<string>? OrderBy { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record SearchModelVersionsResponse
{
    [JsonPropertyName("model_versions")]
    public IReadOnlyList<ModelVersion>? ModelVersions { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record GetModelVersionDownloadUriResponse
{
    [JsonPropertyName("artifact_uri")]
    public string? ArtifactUri { get; set; }
}

public sealed record SetModelVersionTagRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("version")]
    public string? Version { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

public sealed record DeleteModelVersionTagRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("version")]
    public string? Version { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }
}
