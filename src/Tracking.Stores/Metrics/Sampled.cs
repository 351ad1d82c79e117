using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>What a sampler took of a range.</summary>
/// <param name="Points">Those taken, ordered.</param>
/// <param name="Total">How many the range holds.</param>
/// <param name="Nans">How many of those are NaN.</param>
internal readonly record struct Sampled(IReadOnlyList<MetricPoint> Points, long Total, long Nans)
{
    /// <summary>Every point of the range.</summary>
    public static Sampled Whole(IReadOnlyList<MetricPoint> points) =>
        new(points, points.Count, points.Count(point => double.IsNaN(point.Value)));
}
