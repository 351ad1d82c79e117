namespace Tracking.Client.Internal.Diagnostics;

/// <summary>
/// What a histogram measured: count, mean, extremes and quantiles within 1 % of the value. Buckets grow with their
/// values, so that a few hundred of them hold any range; beyond <see cref="MaxBuckets"/> values share the nearest one.
/// </summary>
internal sealed class QuantileSketch
{
    private const double Growth = 1.02;
    private const int MaxBuckets = 2_048;

    private static readonly double LogGrowth = Math.Log(Growth);

    private readonly SortedDictionary<int, long> _positive = [];
    private readonly SortedDictionary<int, long> _negative = [];
    private long _zeros;
    private double _sum;

    internal long Count { get; private set; }

    internal double Min { get; private set; } = double.PositiveInfinity;

    internal double Max { get; private set; } = double.NegativeInfinity;

    internal double Mean => _sum / Count;

    /// <summary>NaN is no value and is left out.</summary>
    internal void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        Count++;
        _sum += value;
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
        if (value == 0)
            _zeros++;
        else
            CountIn(value > 0 ? _positive : _negative, BucketOf(Math.Abs(value)));
    }

    /// <summary>The value below which that share of all lies.</summary>
    internal double Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        // From the most negative to the most positive.
        foreach (var (bucket, count) in _negative.Reverse())
        {
            if ((rank -= count) <= 0)
                return Within(-ValueOf(bucket));
        }

        if ((rank -= _zeros) <= 0)
            return 0;
        foreach (var (bucket, count) in _positive)
        {
            if ((rank -= count) <= 0)
                return Within(ValueOf(bucket));
        }

        return Max;
    }

    private static int BucketOf(double magnitude) => double.IsInfinity(magnitude)
        ? int.MaxValue
        : (int)Math.Ceiling(Math.Log(magnitude) / LogGrowth);

    /// <summary>The middle of a bucket, as far from its ends as they are apart.</summary>
    private static double ValueOf(int bucket) => 2 * Math.Pow(Growth, bucket) / (Growth + 1);

    private static void CountIn(SortedDictionary<int, long> buckets, int bucket)
    {
        if (!buckets.ContainsKey(bucket) && buckets.Count >= MaxBuckets)
            bucket = buckets.Keys.MinBy(known => Math.Abs((long)known - bucket));
        buckets[bucket] = buckets.GetValueOrDefault(bucket) + 1;
    }

    private double Within(double value) => Math.Clamp(value, Min, Max);
}
