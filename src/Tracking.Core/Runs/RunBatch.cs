using Tracking.Core.Metrics;

namespace Tracking.Core.Runs;

/// <summary>What one call logs to a run: all of it is written in one transaction, or nothing.</summary>
public sealed record RunBatch(
    string RunId,
    IReadOnlyList<LoggedMetric> Metrics,
    IReadOnlyList<Param> Params,
    IReadOnlyList<Tag> Tags)
{
    /// <summary>Params came one by one rather than as a list: MLflow words the conflict differently.</summary>
    public bool IsSingleParam { get; init; }
}
