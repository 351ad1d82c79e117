namespace Tracking.Server.Operations;

/// <summary>
/// Gives memory back to the machine when the server has nothing to do. The collector keeps what a burst of requests
/// needed until it has a reason to run, and a server without requests gives it none.
/// </summary>
/// <param name="allocatedBytes">How much the process has allocated so far.</param>
/// <param name="collect">Collects and gives back; pauses all threads for some milliseconds.</param>
internal sealed class IdleMemory(Func<long> allocatedBytes, Action collect)
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>What the server allocates in a period by itself, without requests, stays below this.</summary>
    private const long QuietBytesMax = 2L << 20;

    private const long WorthwhileBytesMin = 32L << 20;

    private long _seen = allocatedBytes();
    private long _collected = allocatedBytes();

    public static IdleMemory OfProcess() => new(
        () => GC.GetTotalAllocatedBytes(),
        () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));

    /// <summary>True when memory was given back: nothing happened since the last look, but much before it.</summary>
    public bool Look()
    {
        var allocated = allocatedBytes();
        var isQuiet = allocated - _seen <= QuietBytesMax;
        _seen = allocated;
        if (!isQuiet || allocated - _collected < WorthwhileBytesMin)
        {
            return false;
        }

        collect();
        _collected = allocated;
        return true;
    }
}
