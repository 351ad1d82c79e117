using System.Text.Json.Serialization;
using Tracking.Contracts.Json;
using Tracking.Contracts.Metrics;

namespace Tracking.Contracts.LoggedModels;

/// <summary>A model that a run logged.</summary>
public sealed record LoggedModel
{
    [JsonPropertyName("info")]
    public LoggedModelInfo? Info { get; set; }

    [JsonPropertyName("data")]
    public LoggedModelData? Data { get; set; }
}

/// <summary>The model itself; times are milliseconds since the epoch.</summary>
public sealed record LoggedModelInfo
{
    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("creation_timestamp_ms")]
    public long? CreationTimestampMs { get; set; }

    [JsonPropertyName("last_updated_timestamp_ms")]
    public long? LastUpdatedTimestampMs { get; set; }

    [JsonPropertyName("artifact_uri")]
    public string? ArtifactUri { get; set; }

    [JsonPropertyName("status")]
    public LoggedModelStatus? Status { get; set; }

    [JsonPropertyName("creator_id")]
    public long? CreatorId { get; set; }

    [JsonPropertyName("model_type")]
    public string? ModelType { get; set; }

    [JsonPropertyName("source_run_id")]
    public string? SourceRunId { get; set; }

    [JsonPropertyName("status_message")]
    public string? StatusMessage { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<LoggedModelTag>? Tags { get; set; }

    [JsonPropertyName("registrations")]
    public IReadOnlyList<LoggedModelRegistration>? Registrations { get; set; }
}

/// <summary>Params and metrics of a logged model.</summary>
public sealed record LoggedModelData
{
    [JsonPropertyName("params")]
    public IReadOnlyList<LoggedModelParameter>? Params { get; set; }

    [JsonPropertyName("metrics")]
    public IReadOnlyList<Metric>? Metrics { get; set; }
}

/// <summary>A write-once parameter of a logged model.</summary>
public sealed record LoggedModelParameter
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>A tag of a logged model.</summary>
public sealed record LoggedModelTag
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>A registered version made from a logged model.</summary>
public sealed record LoggedModelRegistration
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("version")]
    public string? Version { get; set; }
}

public sealed record LoggedModelOrder
{
    [JsonPropertyName("field_name")]
    public string? FieldName { get; set; }

    [JsonPropertyName("ascending")]
    public bool? Ascending { get; set; }

    [JsonPropertyName("dataset_name")]
    public string? DatasetName { get; set; }

    [JsonPropertyName("dataset_digest")]
    public string? DatasetDigest { get; set; }
}

public sealed record LoggedModelDatasetFilter
{
    [WireRequired]
    [JsonPropertyName("dataset_name")]
    public string? DatasetName { get; set; }

    [JsonPropertyName("dataset_digest")]
    public string? DatasetDigest { get; set; }
}
