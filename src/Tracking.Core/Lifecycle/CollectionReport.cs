namespace Tracking.Core.Lifecycle;

/// <summary>What of the trash to remove; without ids everything in it that is old enough.</summary>
public sealed record CollectionRequest
{
    /// <summary>How long things must have been in the trash.</summary>
    public TimeSpan OlderThan { get; init; }

    public IReadOnlyList<string> RunIds { get; init; } = [];

    public IReadOnlyList<string> ExperimentIds { get; init; } = [];

    public IReadOnlyList<string> LoggedModelIds { get; init; } = [];

    /// <summary>Tells what would be removed, and removes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Stops after so many; what is left is for the next call.</summary>
    public int ItemsMax { get; init; } = int.MaxValue;

    public bool NamesItems => RunIds.Count + ExperimentIds.Count + LoggedModelIds.Count > 0;
}

/// <summary>What a collection did, or in a dry run would do.</summary>
public sealed record CollectionReport(
    IReadOnlyList<RemovedItem> Removed,
    IReadOnlyList<KeptItem> Kept,
    int ArtifactFolders,
    IReadOnlyList<ArtifactsLeft> ArtifactsLeft,
    bool IsComplete);

/// <summary>A folder that was not removed.</summary>
/// <param name="Uri">Where it lies.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsRetried">Whether the next collection tries again; else it is for a person to remove.</param>
public sealed record ArtifactsLeft(string Uri, string Reason, bool IsRetried);
