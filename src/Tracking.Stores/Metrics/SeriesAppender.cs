using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>
/// Adds points to a series: new ones to its tail, which is sealed into blocks, old ones into the block that covers
/// them. Blocks are disjoint and ordered and the tail lies above them, so an equal point is always found.
/// </summary>
internal sealed class SeriesAppender(ISeriesBlocks blocks, SeriesLimits limits)
{
    /// <summary>Adds sorted, distinct points; the number of those that were new.</summary>
    public int Append(SeriesState state, ReadOnlySpan<MetricPoint> points)
    {
        var old = state.Sealed is { } bound ? SortedPoints.CountUpTo(points, bound) : 0;
        var added = old == 0 ? 0 : MergeIntoBlocks(state, points[..old]);
        if (old < points.Length)
        {
            var tail = SortedPoints.Merge(state.Tail, points[old..]);
            added += tail.Length - state.Tail.Length;
            state.Tail = tail;
        }

        if (state.Tail.Length > limits.Tail)
        {
            SealTail(state);
        }

        state.PointCount += added;
        return added;
    }

    private int MergeIntoBlocks(SeriesState state, ReadOnlySpan<MetricPoint> points)
    {
        var added = 0;
        while (!points.IsEmpty)
        {
            var block = blocks.FindCovering(state.SeriesId, points[0]);
            var next = blocks.FindNextFirst(state.SeriesId, block.First);
            var count = 1;
            while (count < points.Length && (next is null || points[count] < next))
            {
                count++;
            }

            var before = blocks.Read(block.BlockId);
            var after = SortedPoints.Merge(before, points[..count]);
            if (after.Length > before.Length)
            {
                Rewrite(state, block, after);
                added += after.Length - before.Length;
            }

            points = points[count..];
        }

        return added;
    }

    private void Rewrite(SeriesState state, BlockRef block, ReadOnlySpan<MetricPoint> points)
    {
        var parts = (points.Length + limits.Split - 1) / limits.Split;
        var size = (points.Length + parts - 1) / parts;
        var wasOpen = block.BlockId == state.OpenBlock;
        blocks.Replace(state.SeriesId, block, points[..size]);
        if (wasOpen)
        {
            state.OpenCount = size;
        }

        for (var start = size; start < points.Length; start += size)
        {
            var part = points.Slice(start, Math.Min(size, points.Length - start));
            var id = blocks.Insert(state.SeriesId, part);
            if (wasOpen)
            {
                // The open block is the last one, and so is the last part of it.
                (state.OpenBlock, state.OpenCount) = (id, part.Length);
            }
        }
    }

    private void SealTail(SeriesState state)
    {
        ReadOnlySpan<MetricPoint> tail = state.Tail;
        state.Sealed = tail[^1];
        if (state.OpenBlock is { } open && state.OpenCount < limits.Block)
        {
            var before = blocks.Read(open);
            var room = Math.Min(limits.Block - before.Length, tail.Length);
            var after = SortedPoints.Merge(before, tail[..room]);
            blocks.Replace(state.SeriesId, new BlockRef(open, before[0]), after);
            state.OpenCount = after.Length;
            tail = tail[room..];
        }

        while (!tail.IsEmpty)
        {
            var part = tail[..Math.Min(limits.Block, tail.Length)];
            (state.OpenBlock, state.OpenCount) = (blocks.Insert(state.SeriesId, part), part.Length);
            tail = tail[part.Length..];
        }

        state.Tail = [];
    }
}
