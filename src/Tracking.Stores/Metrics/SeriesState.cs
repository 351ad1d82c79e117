using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>A series without its blocks: what stands in its row of metric_series.</summary>
internal sealed class SeriesState(long seriesId)
{
    public long SeriesId => seriesId;

    /// <summary>The greatest point inside blocks; null when there are no blocks.</summary>
    public MetricPoint? Sealed { get; set; }

    /// <summary>The last block, as long as it may grow.</summary>
    public long? OpenBlock { get; set; }

    public int OpenCount { get; set; }

    /// <summary>Points in blocks and tail.</summary>
    public long PointCount { get; set; }

    /// <summary>Points above <see cref="Sealed"/>.</summary>
    public MetricPoint[] Tail { get; set; } = [];
}

/// <summary>How many points go where; the defaults were measured best.</summary>
internal sealed record SeriesLimits(int Tail = 128, int Block = 1_024, int Split = 2_048)
{
    public static SeriesLimits Default { get; } = new();
}

/// <summary>A block and its first point, which is its key within the series.</summary>
internal readonly record struct BlockRef(long BlockId, MetricPoint First);

/// <summary>The blocks of series, as a database keeps them.</summary>
internal interface ISeriesBlocks
{
    /// <summary>The last block that begins at or before the point, else the first block; there is one.</summary>
    BlockRef FindCovering(long seriesId, MetricPoint point);

    /// <summary>The first point of the block after this one; null after the last.</summary>
    MetricPoint? FindNextFirst(long seriesId, MetricPoint first);

    MetricPoint[] Read(long blockId);

    long Insert(long seriesId, ReadOnlySpan<MetricPoint> points);

    void Replace(long seriesId, BlockRef block, ReadOnlySpan<MetricPoint> points);
}
