namespace Tracking.Core.Experiments;

/// <summary>A named place for runs. The name is unique, deleted experiments included.</summary>
public sealed record Experiment(
    long Id,
    string Name,
    string ArtifactLocation,
    LifecycleStage Lifecycle,
    long CreatedMs,
    long UpdatedMs)
{
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
