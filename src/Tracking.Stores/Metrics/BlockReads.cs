namespace Tracking.Stores.Metrics;

/// <summary>Counts the blocks of points that reads decoded: what charts and histories cost. Thread-safe.</summary>
internal sealed class BlockReads
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
