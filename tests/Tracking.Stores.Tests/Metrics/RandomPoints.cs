using Tracking.Core.Metrics;
using Tracking.Stores.Metrics;

namespace Tracking.Stores.Tests.Metrics;

/// <summary>Points of many shapes: strides, jitter, repeats, NaN, tiny and huge numbers.</summary>
internal static class RandomPoints
{
    /// <summary>Sorted and distinct, at most so many.</summary>
    public static MetricPoint[] Some(Random random, int count)
    {
        var (stepJitter, timeJitter, shape) = (random.Next(3), random.Next(3), random.Next(5));
        var points = new MetricPoint[count];
        for (var i = 0; i < count; i++)
        {
            var step = stepJitter == 0 ? 10L * i : random.NextInt64(stepJitter == 1 ? count : long.MaxValue);
            var time = timeJitter == 0 ? 1_700_000_000_000 + (1_000L * i) : random.NextInt64(1L << (timeJitter * 20));
            points[i] = new MetricPoint(step, time, Value(random, shape));
        }

        return SortedPoints.From(points);
    }

    private static double Value(Random random, int shape) => shape switch
    {
        0 => 0.5,
        1 => random.Next(4),
        2 => (float)random.NextDouble(),
        3 => random.Next(5) == 0 ? double.NaN : random.NextDouble(),
        _ => BitConverter.Int64BitsToDouble(random.NextInt64()) is var any && double.IsFinite(any) ? any : -1,
    };
}
