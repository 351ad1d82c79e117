namespace Tracking.Core.Metrics;

/// <summary>
/// A point: the latest of a series is the greatest by (step, time, value), with NaN above every number. Equal points
/// are one point.
/// </summary>
public readonly record struct MetricPoint(long Step, long TimestampMs, double Value) : IComparable<MetricPoint>
{
    /// <summary>A total order of doubles as int64: -0.0 is below 0.0, NaN is the greatest.</summary>
    public static long OrderOf(double value)
    {
        if (double.IsNaN(value))
        {
            return long.MaxValue;
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        return bits ^ ((bits >> 63) & long.MaxValue);
    }

    public int CompareTo(MetricPoint other)
    {
        var byStep = Step.CompareTo(other.Step);
        if (byStep != 0)
        {
            return byStep;
        }

        var byTime = TimestampMs.CompareTo(other.TimestampMs);
        return byTime != 0 ? byTime : OrderOf(Value).CompareTo(OrderOf(other.Value));
    }

    public static bool operator <(MetricPoint left, MetricPoint right) => left.CompareTo(right) < 0;

    public static bool operator >(MetricPoint left, MetricPoint right) => left.CompareTo(right) > 0;

    public static bool operator <=(MetricPoint left, MetricPoint right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MetricPoint left, MetricPoint right) => left.CompareTo(right) >= 0;
}
