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

    /// <summary>The points of a block, in a buffer that the next read may take again.</summary>
    public ReadOnlySpan<MetricPoint> ReadBlock(long blockId, ref MetricPoint[] buffer)
    {
        Reads.Add();
        var count = SeriesBlocks.Read(Session, blockId, ref buffer);
        return buffer.AsSpan(0, count);
    }

    /// <summary>The points that are in no block yet; they come after all blocks by step, time and value.</summary>
    public MetricPoint[] ReadTail() => SeriesRows.Read(Session, SeriesId).Tail;
}
