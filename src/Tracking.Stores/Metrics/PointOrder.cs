using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>Back from the order of a value (<see cref="MetricPoint.OrderOf"/>), which is what keys hold.</summary>
internal static class PointOrder
{
    public static double ValueOf(long order) => order switch
    {
        MetricPoint.OrderOfNaN => double.NaN,
        MetricPoint.OrderOfZero => 0.0,
        _ => BitConverter.Int64BitsToDouble(order ^ ((order >> 63) & long.MaxValue)),
    };

    public static MetricPoint Point(long step, long timestampMs, long order) =>
        new(step, timestampMs, ValueOf(order));
}
