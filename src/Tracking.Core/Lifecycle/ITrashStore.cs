namespace Tracking.Core.Lifecycle;

/// <summary>
/// Empties the trash, a few things per transaction. Each of them is removed whole: its rows at once, and what they
/// leave (points of metrics, files) is remembered until it is gone too. Whatever a registered model needs stays.
/// Several may empty one trash at once.
/// </summary>
public interface ITrashStore
{
    /// <summary>What was deleted up to a time, oldest first, after one that was found before.</summary>
    Task<IReadOnlyList<TrashedItem>> FindAsync(
        TrashKind kind, long deletedUntilMs, TrashedItem? after, int itemsMax, CancellationToken cancellationToken);

    /// <summary>The items with these ids; one that is missing, not deleted, or deleted later is an error.</summary>
    Task<IReadOnlyList<TrashedItem>> RequireAsync(
        TrashKind kind, IReadOnlyList<string> ids, long deletedUntilMs, CancellationToken cancellationToken);

    /// <summary>Runs, or logged models, of a deleted experiment with keys after one, by key.</summary>
    Task<IReadOnlyList<TrashedItem>> FindContentAsync(
        TrashKind kind, TrashedItem experiment, long afterKey, int itemsMax, CancellationToken cancellationToken);

    /// <summary>
    /// Removes items of one kind; what was restored meanwhile is passed over. An experiment goes when it is empty.
    /// </summary>
    Task<PurgeOutcome> PurgeAsync(
        IReadOnlyList<TrashedItem> items, long deletedUntilMs, bool isDryRun, CancellationToken cancellationToken);

    /// <summary>Removes some of what else lies in a deleted experiment, as traces do; false when all is gone.</summary>
    Task<bool> PurgeContentAsync(TrashedItem experiment, long deletedUntilMs, CancellationToken cancellationToken);

    /// <summary>Removes some points of metrics whose runs are gone; false when all are.</summary>
    Task<bool> PurgeSeriesAsync(CancellationToken cancellationToken);

    /// <summary>Folders whose owners are gone, by id, after one.</summary>
    Task<IReadOnlyList<PendingArtifacts>> FindArtifactsAsync(
        long afterId, int foldersMax, CancellationToken cancellationToken);

    Task ForgetArtifactsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);
}
