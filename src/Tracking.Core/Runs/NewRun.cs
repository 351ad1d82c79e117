using Tracking.Core.Lifecycle;

namespace Tracking.Core.Runs;

/// <summary>A run to create: the id is chosen by the caller, so that a repeated call can be recognised.</summary>
public sealed record NewRun(
    string RunId,
    long ExperimentId,
    string UserId,
    string Name,
    long StartMs,
    IReadOnlyList<Tag> Tags)
{
    /// <summary>Set when the client may send the create again.</summary>
    public CreateOnce<Run>? Once { get; init; }
}
