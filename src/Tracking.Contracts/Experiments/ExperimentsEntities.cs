using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Experiments;

/// <summary>An experiment: a named place for runs.</summary>
public sealed record Experiment
{
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("artifact_location")]
    public string? ArtifactLocation { get; set; }

    [JsonPropertyName("lifecycle_stage")]
    public string? LifecycleStage { get; set; }

    [JsonPropertyName("last_update_time")]
    public long? LastUpdateTime { get; set; }

    [JsonPropertyName("creation_time")]
    public long? CreationTime { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<ExperimentTag>? Tags { get; set; }
}

/// <summary>A tag of an experiment.</summary>
public sealed record ExperimentTag
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}
