namespace Tracking.Core.Lifecycle;

/// <summary>What can be deleted and restored, and later removed for good.</summary>
public enum TrashKind
{
    Experiment,
    Run,
    LoggedModel,
}

/// <summary>Something in the trash.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">The store's own number of it.</param>
/// <param name="Id">As clients know it.</param>
/// <param name="DeletedMs">Since when it is in the trash, in milliseconds since the epoch.</param>
public sealed record TrashedItem(TrashKind Kind, long Key, string Id, long DeletedMs);

/// <summary>Something that was removed for good.</summary>
public sealed record RemovedItem(TrashKind Kind, string Id);

/// <summary>Something that stays in the trash, and why.</summary>
public sealed record KeptItem(TrashKind Kind, string Id, string Reason);

/// <summary>What one transaction removed, or would remove, and what it left.</summary>
public sealed record PurgeOutcome(IReadOnlyList<RemovedItem> Removed, IReadOnlyList<KeptItem> Kept)
{
    public static PurgeOutcome Nothing { get; } = new([], []);
}

/// <summary>A folder whose owner was removed; it is remembered until it is gone too.</summary>
public sealed record PendingArtifacts(long Id, string Uri);
