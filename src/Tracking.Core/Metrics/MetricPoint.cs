namespace Tracking.Core.Metrics;

/// <summary>
/// A point: the latest of a series is the greatest by (step, time, value), with NaN just above 0.0, where MLflow
/// has it.
/// Equal points are one point.
/// </summary>
public readonly record struct MetricPoint(long Step, long TimestampMs, double Value) : IComparable<MetricPoint>
{
    /// <summary>The order of NaN: the place of 0.0, which takes that of -0.0.</summary>
    public const long OrderOfNaN = 0;

    /// <summary>The order of 0.0, which -0.0 is stored as.</summary>
    public const long OrderOfZero = -1;

    /// <summary>A total order of doubles as int64: -0.0 is 0.0, NaN stands just above it.</summary>
    public static long OrderOf(double value)
    {
        if (double.IsNaN(value))
        {
            return OrderOfNaN;
        }

        if (value == 0)
        {
            return OrderOfZero;
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
