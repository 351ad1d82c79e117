using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>
/// Equal ranges of steps, or of times where all steps are equal, each with the lowest and the highest point it was
/// offered, and with its first NaN: a chart that hid it would show a run that diverged as one that did not.
/// </summary>
internal sealed class SampleBuckets(long low, long high, int count, bool byTime)
{
    private readonly Bucket[] _buckets = new Bucket[count];

    // The bucket of the last point and positions that fall into it too: points mostly come in order.
    private int _index;
    private long _from = 1;
    private long _to;

    /// <summary>How many points there were.</summary>
    public long Total { get; private set; }

    /// <summary>How many of them were NaN.</summary>
    public long Nans { get; private set; }

    /// <summary>All points of the block fall into one bucket.</summary>
    public bool HoldsWhole(SamplePart part) => byTime
        ? IndexOf(part.TimesMs.First) == IndexOf(part.TimesMs.Last)
        : IndexOf(part.Steps.First) == IndexOf(part.Steps.Last);

    /// <summary>A block without NaN that falls into one bucket, by its header.</summary>
    public void OfferWhole(SamplePart part, (MetricPoint Lowest, MetricPoint Highest) extremes)
    {
        Put(in extremes.Lowest);
        Put(in extremes.Highest);
        Total += part.Points;
    }

    public void Offer(in MetricPoint point)
    {
        Put(in point);
        Total++;
        Nans += double.IsNaN(point.Value) ? 1 : 0;
    }

    /// <summary>What the buckets kept.</summary>
    public IEnumerable<MetricPoint> Kept()
    {
        foreach (var bucket in _buckets)
        {
            if (bucket.HasValues)
            {
                yield return bucket.Lowest;
                yield return bucket.Highest;
            }

            if (bucket.Nan is { } nan)
            {
                yield return nan;
            }
        }
    }

    private void Put(in MetricPoint point)
    {
        var position = byTime ? point.TimestampMs : point.Step;
        if (position < _from || position > _to)
        {
            Turn(position);
        }

        ref var bucket = ref _buckets[_index];
        if (double.IsNaN(point.Value))
        {
            bucket.Nan ??= point;
        }
        else if (!bucket.HasValues)
        {
            (bucket.HasValues, bucket.Lowest, bucket.Highest) = (true, point, point);
        }
        else if (point.Value < bucket.Lowest.Value)
        {
            bucket.Lowest = point;
        }
        else if (point.Value > bucket.Highest.Value)
        {
            bucket.Highest = point;
        }
    }

    /// <summary>To the bucket of a position, and how far it reaches from there.</summary>
    private void Turn(long position)
    {
        _index = IndexOf(position);
        var (inside, beyond) = (position, Math.Max(high, position));
        if (IndexOf(beyond) == _index)
        {
            inside = beyond;
        }

        while (inside < beyond && (ulong)(beyond - inside) > 1)
        {
            var middle = inside + (long)((ulong)(beyond - inside) / 2);
            if (IndexOf(middle) == _index)
            {
                inside = middle;
            }
            else
            {
                beyond = middle;
            }
        }

        (_from, _to) = (position, inside);
    }

    /// <summary>In double: the distance of two int64s may not fit into one.</summary>
    private int IndexOf(long position)
    {
        var index = Math.Floor(((double)position - low) * count / ((double)high - low + 1));
        return (int)Math.Clamp(index, 0, count - 1);
    }

    private struct Bucket
    {
        public bool HasValues;
        public MetricPoint Lowest;
        public MetricPoint Highest;
        public MetricPoint? Nan;
    }
}
