using Tracking.Core.Lifecycle;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;

namespace Tracking.Core.LoggedModels;

/// <summary>A model that a run logged. Times are milliseconds since the epoch.</summary>
public sealed record LoggedModel(
    string ModelId,
    long ExperimentId,
    string Name,
    string? ModelType,
    string? SourceRunId,
    LoggedModelStatus Status,
    string? StatusMessage,
    string ArtifactUri,
    long CreatedMs,
    long UpdatedMs)
{
    public IReadOnlyList<Param> Params { get; init; } = [];

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>The latest point of each metric and dataset, with the run that logged it.</summary>
    public IReadOnlyList<LoggedModelMetric> Metrics { get; init; } = [];
}

/// <summary>Whether the files of a logged model are complete; the numbers are stored.</summary>
public enum LoggedModelStatus
{
    Unspecified = 0,
    Pending = 1,
    Ready = 2,
    UploadFailed = 3,
}

/// <summary>A metric of a logged model.</summary>
public sealed record LoggedModelMetric(string RunId, LoggedMetric Metric);

/// <summary>A logged model to create; its files lie below the experiment's artifact location.</summary>
public sealed record NewLoggedModel(
    string ModelId,
    long ExperimentId,
    string Name,
    string? ModelType,
    string? SourceRunId,
    IReadOnlyList<Param> Params,
    IReadOnlyList<Tag> Tags)
{
    /// <summary>Set when the client may send the create again.</summary>
    public CreateOnce<LoggedModel>? Once { get; init; }
}
