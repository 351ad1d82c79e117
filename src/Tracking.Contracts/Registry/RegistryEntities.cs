using System.Text.Json.Serialization;
using Tracking.Contracts.Json;
using Tracking.Contracts.Metrics;

namespace Tracking.Contracts.Registry;

/// <summary>A registered model: a name over numbered versions.</summary>
public sealed record RegisteredModel
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("creation_timestamp")]
    public long? CreationTimestamp { get; set; }

    [JsonPropertyName("last_updated_timestamp")]
    public long? LastUpdatedTimestamp { get; set; }

    [JsonPropertyName("user_id")]
    public string? UserId { get; set; }

    [JsonPropertyName("description")]
    public string? Description { get; set; }

    [JsonPropertyName("latest_versions")]
    public IReadOnlyList<ModelVersion>? LatestVersions { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<RegisteredModelTag>? Tags { get; set; }

    [JsonPropertyName("aliases")]
    public IReadOnlyList<RegisteredModelAlias>? Aliases { get; set; }

    [JsonPropertyName("deployment_job_id")]
    public string? DeploymentJobId { get; set; }
}

/// <summary>A tag of a registered model.</summary>
public sealed record RegisteredModelTag
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>An alias and the version it points to.</summary>
public sealed record RegisteredModelAlias
{
    [JsonPropertyName("alias")]
    public string? Alias { get; set; }

    [JsonPropertyName("version")]
    public string? Version { get; set; }
}

/// <summary>A version of a registered model; the number travels as a string.</summary>
public sealed record ModelVersion
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("version")]
    public string? Version { get; set; }

    [JsonPropertyName("creation_timestamp")]
    public long? CreationTimestamp { get; set; }

    [JsonPropertyName("last_updated_timestamp")]
    public long? LastUpdatedTimestamp { get; set; }

    [JsonPropertyName("user_id")]
    public string? UserId { get; set; }

    [JsonPropertyName("current_stage")]
    public string? CurrentStage { get; set; }

    [JsonPropertyName("description")]
    public string? Description { get; set; }

    [JsonPropertyName("source")]
    public string? Source { get; set; }

    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [JsonPropertyName("status")]
    public ModelVersionStatus? Status { get; set; }

    [JsonPropertyName("status_message")]
    public string? StatusMessage { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<ModelVersionTag>? Tags { get; set; }

    [JsonPropertyName("run_link")]
    public string? RunLink { get; set; }

    [JsonPropertyName("aliases")]
    public IReadOnlyList<string>? Aliases { get; set; }

    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [JsonPropertyName("model_params")]
    public IReadOnlyList<ModelParam>? ModelParams { get; set; }

    [JsonPropertyName("model_metrics")]
    public IReadOnlyList<Metric>? ModelMetrics { get; set; }
}

/// <summary>A tag of a model version.</summary>
public sealed record ModelVersionTag
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>A parameter of the logged model behind a version.</summary>
public sealed record ModelParam
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}
