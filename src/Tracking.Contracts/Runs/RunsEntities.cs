using System.Text.Json.Serialization;
using Tracking.Contracts.Json;
using Tracking.Contracts.Metrics;

namespace Tracking.Contracts.Runs;

/// <summary>A run with what it logged.</summary>
public sealed record Run
{
    [JsonPropertyName("info")]
    public RunInfo? Info { get; set; }

    [JsonPropertyName("data")]
    public RunData? Data { get; set; }

    [JsonPropertyName("inputs")]
    public RunInputs? Inputs { get; set; }

    [JsonPropertyName("outputs")]
    public RunOutputs? Outputs { get; set; }
}

/// <summary>The run itself; run_uuid is the old name of run_id, both are always set.</summary>
public sealed record RunInfo
{
    [JsonPropertyName("run_uuid")]
    public string? RunUuid { get; set; }

    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [JsonPropertyName("run_name")]
    public string? RunName { get; set; }

    [JsonPropertyName("user_id")]
    public string? UserId { get; set; }

    [JsonPropertyName("status")]
    public RunStatus? Status { get; set; }

    [JsonPropertyName("start_time")]
    public long? StartTime { get; set; }

    [JsonPropertyName("end_time")]
    public long? EndTime { get; set; }

    [JsonPropertyName("artifact_uri")]
    public string? ArtifactUri { get; set; }

    [JsonPropertyName("lifecycle_stage")]
    public string? LifecycleStage { get; set; }

    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }
}

/// <summary>Latest metric of each key, params and tags.</summary>
public sealed record RunData
{
    [JsonPropertyName("metrics")]
    public IReadOnlyList<Metric>? Metrics { get; set; }

    [JsonPropertyName("params")]
    public IReadOnlyList<Param>? Params { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<RunTag>? Tags { get; set; }
}

/// <summary>Datasets and models that a run read.</summary>
public sealed record RunInputs
{
    [JsonPropertyName("dataset_inputs")]
    public IReadOnlyList<DatasetInput>? DatasetInputs { get; set; }

    [JsonPropertyName("model_inputs")]
    public IReadOnlyList<ModelInput>? ModelInputs { get; set; }
}

/// <summary>Models that a run wrote.</summary>
public sealed record RunOutputs
{
    [JsonPropertyName("model_outputs")]
    public IReadOnlyList<ModelOutput>? ModelOutputs { get; set; }
}

/// <summary>A write-once parameter.</summary>
public sealed record Param
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>A tag of a run.</summary>
public sealed record RunTag
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>A dataset as a run used it.</summary>
public sealed record DatasetInput
{
    [JsonPropertyName("tags")]
    public IReadOnlyList<InputTag>? Tags { get; set; }

    [JsonPropertyName("dataset")]
    public Dataset? Dataset { get; set; }
}

/// <summary>A tag of a dataset input, such as mlflow.data.context.</summary>
public sealed record InputTag
{
    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [WireRequired]
    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>A dataset by name and digest.</summary>
public sealed record Dataset
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("digest")]
    public string? Digest { get; set; }

    [JsonPropertyName("source_type")]
    public string? SourceType { get; set; }

    [JsonPropertyName("source")]
    public string? Source { get; set; }

    [JsonPropertyName("schema")]
    public string? Schema { get; set; }

    [JsonPropertyName("profile")]
    public string? Profile { get; set; }
}

/// <summary>A logged model that a run read.</summary>
public sealed record ModelInput
{
    [WireRequired]
    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }
}

/// <summary>A logged model that a run wrote, at a step.</summary>
public sealed record ModelOutput
{
    [WireRequired]
    [JsonPropertyName("model_id")]
    public string? ModelId { get; set; }

    [WireRequired]
    [JsonPropertyName("step")]
    public long? Step { get; set; }
}
