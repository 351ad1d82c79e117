using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>
/// What is known of a block without decoding it: charts are drawn from headers. The extremes
/// are null in a block of NaN only.
/// </summary>
internal readonly record struct BlockHeader(
    MetricPoint First,
    long LastStep,
    int Points,
    int Nans,
    (long First, long Last) TimesMs,
    (MetricPoint Lowest, MetricPoint Highest)? Extremes)
{
    public static BlockHeader Of(ReadOnlySpan<MetricPoint> points)
    {
        var nans = 0;
        var times = (First: long.MaxValue, Last: long.MinValue);
        (MetricPoint Lowest, MetricPoint Highest)? extremes = null;
        foreach (var point in points)
        {
            times = (Math.Min(times.First, point.TimestampMs), Math.Max(times.Last, point.TimestampMs));
            if (double.IsNaN(point.Value))
            {
                nans++;
            }
            else if (extremes is not { } known)
            {
                extremes = (point, point);
            }
            else if (point.Value < known.Lowest.Value)
            {
                extremes = (point, known.Highest);
            }
            else if (point.Value > known.Highest.Value)
            {
                extremes = (known.Lowest, point);
            }
        }

        return new BlockHeader(points[0], points[^1].Step, points.Length, nans, times, extremes);
    }
}
