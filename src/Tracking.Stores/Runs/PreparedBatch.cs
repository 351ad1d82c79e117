using Tracking.Core;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.Metrics;

namespace Tracking.Stores.Runs;

/// <summary>
/// A batch made ready off the writer's thread: points grouped by key, sorted and distinct, values as they are stored,
/// the last of equal tags only.
/// </summary>
internal sealed record PreparedBatch(
    RunBatch Batch,
    IReadOnlyList<(string Key, MetricPoint[] Points)> Series,
    IReadOnlyList<LoggedMetric> Linked,
    IReadOnlyCollection<Tag> Tags,
    WriteSize Size)
{
    public static PreparedBatch From(RunBatch batch)
    {
        var points = new Dictionary<string, List<MetricPoint>>(StringComparer.Ordinal);
        var linked = new List<LoggedMetric>();
        var bytes = 256L;
        foreach (var metric in batch.Metrics)
        {
            var point = metric.Point with { Value = Storable(metric.Point.Value) };
            if (!points.TryGetValue(metric.Key, out var series))
            {
                points.Add(metric.Key, series = []);
                bytes += 2L * metric.Key.Length;
            }

            series.Add(point);
            if (metric.Link?.ModelId is not null)
            {
                linked.Add(metric with { Point = point });
            }
        }

        var tags = new Dictionary<string, Tag>(StringComparer.Ordinal);
        foreach (var tag in batch.Tags)
        {
            tags[tag.Key] = tag;
            bytes += 2L * (tag.Key.Length + tag.Value.Length);
        }

        bytes += 48L * batch.Metrics.Count;
        bytes += batch.Params.Sum(param => 2L * (param.Key.Length + param.Value.Length));
        return new PreparedBatch(
            batch,
            [.. points.Select(pair => (pair.Key, SortedPoints.From([.. pair.Value])))],
            linked,
            tags.Values,
            new WriteSize(bytes, 1 + batch.Metrics.Count + batch.Params.Count + batch.Tags.Count));
    }

    /// <summary>Infinities become the largest doubles, -0 becomes 0, every NaN the same one.</summary>
    private static double Storable(double value) => value switch
    {
        double.PositiveInfinity => double.MaxValue,
        double.NegativeInfinity => double.MinValue,
        double.NaN => double.NaN,
        0 => 0,
        _ => value,
    };
}
