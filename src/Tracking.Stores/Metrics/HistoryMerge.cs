using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>
/// Gives the points of a series in the order of <see cref="HistoryOrder"/>, though its blocks are ordered by step. A
/// block is opened when it may hold the next point; where times grow with steps that is one block at a time.
/// </summary>
/// <param name="parts">Blocks, or the tail, in the order of their bounds.</param>
/// <param name="read">Reads the points of a part; the array is sorted in place.</param>
/// <param name="after">Only points beyond this one, if given.</param>
internal sealed class HistoryMerge(
    IReadOnlyList<HistoryPart> parts, Func<HistoryPart, MetricPoint[]> read, MetricPoint? after)
{
    private readonly PriorityQueue<(MetricPoint[] Points, int Next), MetricPoint> _open = new(HistoryOrder.Instance);
    private int _unopened;

    /// <summary>The next points, at most so many; fewer only at the end.</summary>
    public List<MetricPoint> Take(int max)
    {
        var taken = new List<MetricPoint>(Math.Min(max, 1_024));
        while (taken.Count < max)
        {
            OpenWhatMayBeNext();
            if (!_open.TryDequeue(out var part, out _))
            {
                break;
            }

            TakeRun(part.Points, part.Next, max, taken);
        }

        return taken;
    }

    private void OpenWhatMayBeNext()
    {
        while (_unopened < parts.Count
            && (!_open.TryPeek(out _, out var smallest)
                || HistoryOrder.Instance.Compare(parts[_unopened].From, smallest) <= 0))
        {
            var points = read(parts[_unopened++]);
            HistoryOrder.Sort(points);
            Enqueue(points, after is { } bound ? CountUpTo(points, bound) : 0);
        }
    }

    /// <summary>Takes points as long as no other part can hold a smaller one.</summary>
    private void TakeRun(MetricPoint[] points, int next, int max, List<MetricPoint> taken)
    {
        var end = (int)Math.Min(points.Length, next + (long)max - taken.Count);
        var hasRival = _open.TryPeek(out _, out var rival);
        var hasUnopened = _unopened < parts.Count;
        var until = hasUnopened ? parts[_unopened].From : default;
        if (!hasRival && (!hasUnopened || HistoryOrder.Instance.Compare(points[end - 1], until) < 0))
        {
            // The normal case: times grow with steps, so the block goes out as it is.
            taken.AddRange(points.AsSpan(next, end - next));
            Enqueue(points, end);
            return;
        }

        do
        {
            taken.Add(points[next++]);
        }
        while (next < end
            && (!hasUnopened || HistoryOrder.Instance.Compare(points[next], until) < 0)
            && (!hasRival || HistoryOrder.Instance.Compare(points[next], rival) < 0));
        Enqueue(points, next);
    }

    private void Enqueue(MetricPoint[] points, int next)
    {
        if (next < points.Length)
        {
            _open.Enqueue((points, next), points[next]);
        }
    }

    private static int CountUpTo(MetricPoint[] points, MetricPoint bound)
    {
        var found = Array.BinarySearch(points, bound, HistoryOrder.Instance);
        return found < 0 ? ~found : found + 1;
    }
}

/// <summary>A piece of a series.</summary>
/// <param name="From">No point of the piece comes before it in the order of <see cref="HistoryOrder"/>.</param>
/// <param name="BlockId">Null for the tail.</param>
internal readonly record struct HistoryPart(MetricPoint From, long? BlockId);
