using Tracking.Serving.Core;

namespace Tracking.Serving.Batching;

/// <summary>
/// What waits for one model, by what can run together. Order is by due time, which is arrival plus a grace that grows
/// with lower priority: nobody is overtaken for ever. Not thread-safe.
/// </summary>
internal sealed class BatchQueue
{
    private readonly List<BatchGroup> _groups = [];

    /// <summary>How many requests wait.</summary>
    public int Count { get; private set; }

    /// <summary>Rows of all that wait.</summary>
    public int Rows => _groups.Sum(group => group.Rows);

    public void Add(PendingRequest pending)
    {
        var group = Find(pending.Request);
        if (group is null)
        {
            group = new BatchGroup(pending.Request);
            _groups.Add(group);
        }

        group.Add(pending);
        Count++;
    }

    public void Remove(PendingRequest pending)
    {
        var group = _groups.Find(group => group.Waiting == pending.Place!.List)!;
        group.Remove(pending);
        Count--;
        DropIfEmpty(group);
    }

    /// <summary>The group whose head is due first; null if nothing waits.</summary>
    public BatchGroup? Next()
    {
        BatchGroup? next = null;
        foreach (var group in _groups)
        {
            if (next is null || group.Waiting.First!.Value.Due < next.Waiting.First!.Value.Due)
            {
                next = group;
            }
        }

        return next;
    }

    public List<PendingRequest> Take(BatchGroup group, int rows)
    {
        var taken = group.Take(rows);
        Count -= taken.Count;
        DropIfEmpty(group);
        return taken;
    }

    private BatchGroup? Find(in InferenceRequest request)
    {
        foreach (var group in _groups)
        {
            if (group.Accepts(request))
            {
                return group;
            }
        }

        return null;
    }

    private void DropIfEmpty(BatchGroup group)
    {
        if (group.Waiting.Count == 0)
        {
            _groups.Remove(group);
        }
    }
}
