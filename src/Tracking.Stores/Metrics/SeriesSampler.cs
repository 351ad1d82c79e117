using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>
/// Thins a series for a chart without losing an extreme: of each bucket the lowest and the highest point, and the first
/// and the last of all; of a bucket with NaN the first of those too. A block that lies in one bucket is judged by its
/// header, so that long series stay cheap.
/// </summary>
internal static class SeriesSampler
{
    private const int BucketsMin = 1;

    // The lowest and the highest; and the first NaN, which hardly any bucket has.
    private const int PointsPerBucket = 2;
    private const int PointsPerBucketWithNan = 3;

    /// <summary>At most <paramref name="maxPoints"/> points (4 at least) of the range, ordered.</summary>
    public static Sampled Sample(SeriesSource source, StepRange range, int maxPoints)
    {
        var parts = SamplePart.Read(source.Session, source.SeriesId, range);
        var tail = range.Of(source.ReadTail());
        var inside = tail.Length + parts.Where(part => part.LiesWithin(range)).Sum(part => (long)part.Points);
        if (inside > maxPoints)
        {
            return Thin(source, parts, tail, range, maxPoints);
        }

        // Few at most: blocks at both ends may hold less of the range than they hold in all.
        var points = new List<MetricPoint>();
        foreach (var part in parts)
        {
            points.AddRange(range.Of(source.ReadBlock(part.BlockId)));
        }

        points.AddRange(tail);
        return points.Count <= maxPoints ? Sampled.Whole(points) : Thin(source, parts, tail, range, maxPoints);
    }

    private static Sampled Thin(
        SeriesSource source, List<SamplePart> parts, ReadOnlySpan<MetricPoint> tail, StepRange range, int maxPoints)
    {
        var head = parts.Count > 0 ? range.Of(source.ReadBlock(parts[0].BlockId)) : tail;
        var end = !tail.IsEmpty ? tail : range.Of(source.ReadBlock(parts[^1].BlockId));
        var ends = new List<MetricPoint>();
        if (!head.IsEmpty)
        {
            ends.Add(head[0]);
        }

        if (!end.IsEmpty)
        {
            ends.Add(end[^1]);
        }

        var sampled = Fill(source, parts, tail, range, (maxPoints - 2) / PointsPerBucket, ends);
        return sampled.Points.Count <= maxPoints || sampled.Nans == 0
            ? sampled
            : Fill(source, parts, tail, range, (maxPoints - 2) / PointsPerBucketWithNan, ends);
    }

    private static Sampled Fill(
        SeriesSource source,
        List<SamplePart> parts,
        ReadOnlySpan<MetricPoint> tail,
        StepRange range,
        int count,
        List<MetricPoint> ends)
    {
        var buckets = BucketsOver(parts, tail, range, Math.Max(BucketsMin, count));
        MetricPoint[] buffer = [];
        foreach (var part in parts)
        {
            if (part.LiesWithin(range) && part.Nans == 0 && part.Extremes is { } extremes && buckets.HoldsWhole(part))
            {
                buckets.OfferWhole(part, extremes);
            }
            else
            {
                OfferAll(range.Of(source.ReadBlock(part.BlockId, ref buffer)), buckets);
            }
        }

        OfferAll(tail, buckets);
        return new Sampled(SortedPoints.From([.. buckets.Kept(), .. ends]), buckets.Total, buckets.Nans);
    }

    /// <summary>Over the part of the range that holds points, so that no bucket lies beyond the series.</summary>
    private static SampleBuckets BucketsOver(
        List<SamplePart> parts, ReadOnlySpan<MetricPoint> tail, StepRange range, int count)
    {
        var steps = new Span();
        var times = new Span();
        foreach (var part in parts)
        {
            steps.Add(Math.Max(part.Steps.First, range.Start), Math.Min(part.Steps.Last, range.End));
            times.Add(part.TimesMs.First, part.TimesMs.Last);
        }

        foreach (var point in tail)
        {
            steps.Add(point.Step, point.Step);
            times.Add(point.TimestampMs, point.TimestampMs);
        }

        return steps.Low == steps.High
            ? new SampleBuckets(times.Low, times.High, count, byTime: true)
            : new SampleBuckets(steps.Low, steps.High, count, byTime: false);
    }

    private static void OfferAll(ReadOnlySpan<MetricPoint> points, SampleBuckets buckets)
    {
        foreach (ref readonly var point in points)
        {
            buckets.Offer(in point);
        }
    }

    private sealed class Span
    {
        public long Low { get; private set; } = long.MaxValue;

        public long High { get; private set; } = long.MinValue;

        public void Add(long low, long high) => (Low, High) = (Math.Min(Low, low), Math.Max(High, high));
    }
}
