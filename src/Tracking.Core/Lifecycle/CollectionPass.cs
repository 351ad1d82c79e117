namespace Tracking.Core.Lifecycle;

/// <summary>What one collection has done so far. Used by one flow at a time.</summary>
internal sealed class CollectionPass(long untilMs, bool isDryRun, int itemsMax)
{
    private readonly List<RemovedItem> _removed = [];
    private readonly List<KeptItem> _kept = [];
    private readonly HashSet<(TrashKind, string)> _seen = [];
    private readonly List<ArtifactsLeft> _left = [];
    private int _folders;

    /// <summary>Things that were deleted later stay.</summary>
    public long UntilMs => untilMs;

    public bool IsDryRun => isDryRun;

    public bool IsFull => _removed.Count >= itemsMax;

    /// <summary>A dry run, and an experiment's content, meet the same things twice: each counts once.</summary>
    public void Add(PurgeOutcome outcome)
    {
        _removed.AddRange(outcome.Removed.Where(item => _seen.Add((item.Kind, item.Id))));
        foreach (var item in outcome.Kept)
        {
            Keep(item);
        }
    }

    public void Keep(KeptItem item)
    {
        if (_seen.Add((item.Kind, item.Id)))
        {
            _kept.Add(item);
        }
    }

    public void CountFolder() => _folders++;

    public void Leave(ArtifactsLeft folder) => _left.Add(folder);

    public CollectionReport Report() => new(_removed, _kept, _folders, _left, IsComplete: !IsFull);
}
