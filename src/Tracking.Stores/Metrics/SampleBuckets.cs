using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>
/// Equal ranges of steps, or of times where all steps are equal, each with the lowest and the highest point it was
/// offered. NaN counts only where there is nothing else.
/// </summary>
internal sealed class SampleBuckets(long low, long high, int count, bool byTime)
{
    private readonly Bucket[] _buckets = new Bucket[count];

    /// <summary>All points of the block fall into one bucket.</summary>
    public bool HoldsWhole(SamplePart part) => byTime
        ? IndexOf(part.TimesMs.First) == IndexOf(part.TimesMs.Last)
        : IndexOf(part.Steps.First) == IndexOf(part.Steps.Last);

    public void Offer(MetricPoint point)
    {
        ref var bucket = ref _buckets[IndexOf(byTime ? point.TimestampMs : point.Step)];
        if (double.IsNaN(point.Value))
        {
            bucket.Nan ??= point;
            return;
        }

        if (bucket.Lowest is not { } lowest || point.Value < lowest.Value)
        {
            bucket.Lowest = point;
        }

        if (bucket.Highest is not { } highest || point.Value > highest.Value)
        {
            bucket.Highest = point;
        }
    }

    /// <summary>What the buckets kept.</summary>
    public IEnumerable<MetricPoint> Kept()
    {
        foreach (var bucket in _buckets)
        {
            if (bucket.Lowest is { } lowest)
            {
                yield return lowest;
                yield return bucket.Highest!.Value;
            }
            else if (bucket.Nan is { } nan)
            {
                yield return nan;
            }
        }
    }

    /// <summary>In double: the distance of two int64s may not fit into one.</summary>
    private int IndexOf(long position)
    {
        var index = Math.Floor(((double)position - low) * count / ((double)high - low + 1));
        return (int)Math.Clamp(index, 0, count - 1);
    }

    private struct Bucket
    {
        public MetricPoint? Lowest;
        public MetricPoint? Highest;
        public MetricPoint? Nan;
    }
}
