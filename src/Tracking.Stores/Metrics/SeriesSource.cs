using Tracking.Core.Metrics;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Metrics;

/// <summary>A series to read, in one snapshot.</summary>
/// <param name="Session">The snapshot.</param>
/// <param name="SeriesId">The series.</param>
/// <param name="Reads">Counts the blocks that are decoded.</param>
internal readonly record struct SeriesSource(StoreSession Session, long SeriesId, BlockReads Reads)
{
    public MetricPoint[] ReadBlock(long blockId)
    {
        Reads.Add();
        return SeriesBlocks.Read(Session, blockId);
    }

    /// <summary>The points that are in no block yet; they come after all blocks by step, time and value.</summary>
    public MetricPoint[] ReadTail() => SeriesRows.Read(Session, SeriesId).Tail;
}
