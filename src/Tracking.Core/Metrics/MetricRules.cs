using System.Globalization;
using Tracking.Core.Errors;
using Tracking.Core.Runs;

namespace Tracking.Core.Metrics;

/// <summary>What a point must be to be stored.</summary>
public static class MetricRules
{
    /// <summary>
    /// The point as it is stored: infinities become the largest doubles and -0.0 becomes 0.0. A bad key or a negative
    /// time is refused.
    /// </summary>
    /// <param name="metric">The point as it was sent.</param>
    /// <param name="index">Its place in a batch, or null for a single one.</param>
    public static LoggedMetric Accept(in LoggedMetric metric, int? index)
    {
        KeyRules.Check(metric.Key, Path("name", index), "Metric name");
        var point = metric.Point;
        if (point.TimestampMs < 0)
        {
            throw ParameterErrors.Refused(
                Path("timestamp", index).ToString(),
                point.TimestampMs.ToString(CultureInfo.InvariantCulture),
                $": metric '{metric.Key}' (value={PythonText.Float(point.Value)}). " +
                "Timestamp must be a nonnegative long (64-bit integer) ");
        }

        var value = Storable(point.Value);
        return value.Equals(point.Value) && value != 0 ? metric : metric with { Point = point with { Value = value } };
    }

    private static double Storable(double value) => value switch
    {
        double.PositiveInfinity => double.MaxValue,
        double.NegativeInfinity => double.MinValue,
        0 => 0.0,
        _ => value,
    };

    private static FieldPath Path(string field, int? index) =>
        index is { } i ? new FieldPath(field, "metrics", i) : new FieldPath(field);
}
