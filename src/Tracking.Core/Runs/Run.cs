using Tracking.Core.Metrics;

namespace Tracking.Core.Runs;

/// <summary>A run with all that it logged; <see cref="Metrics"/> holds the latest point of each key.</summary>
public sealed record Run(
    RunInfo Info,
    IReadOnlyList<LoggedMetric> Metrics,
    IReadOnlyList<Param> Params,
    IReadOnlyList<Tag> Tags)
{
    public IReadOnlyList<DatasetInput> DatasetInputs { get; init; } = [];

    public IReadOnlyList<string> ModelInputs { get; init; } = [];

    public IReadOnlyList<ModelOutput> ModelOutputs { get; init; } = [];
}

/// <summary>The run itself. Times are milliseconds since the epoch.</summary>
public sealed record RunInfo(
    string RunId,
    long ExperimentId,
    string Name,
    string UserId,
    RunStatus Status,
    long StartMs,
    long? EndMs,
    string ArtifactUri,
    LifecycleStage Lifecycle);

/// <summary>A write-once parameter.</summary>
public readonly record struct Param(string Key, string Value);

/// <summary>A dataset as a run used it.</summary>
public sealed record DatasetInput(Dataset Dataset, IReadOnlyList<Tag> Tags);

/// <summary>A dataset; name and digest identify it within an experiment.</summary>
public sealed record Dataset(
    string Name,
    string Digest,
    string SourceType,
    string Source,
    string? Schema,
    string? Profile);

/// <summary>A logged model that a run wrote at a step.</summary>
public readonly record struct ModelOutput(string ModelId, long Step);
