using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>
/// Every n-th point of a series, as MLflow samples, for requests of so few points that their extremes alone would show
/// no curve. Blocks are counted by their headers; only those that hold such a point are read.
/// </summary>
internal static class EvenSampler
{
    /// <summary>From this count on there is room for the extremes of every bucket.</summary>
    public const int PointsBelow = 16;

    /// <summary>At most <paramref name="maxPoints"/> points of the range and its last one, ordered.</summary>
    public static Sampled Sample(SeriesSource source, StepRange range, int maxPoints)
    {
        var parts = PartsOf(source, range);
        var points = new List<MetricPoint>();
        var at = 0;
        var before = 0L;
        var total = parts.Sum(part => (long)part.Count);
        foreach (var place in Places(total, maxPoints))
        {
            while (place >= before + parts[at].Count)
            {
                before += parts[at++].Count;
            }

            points.Add(parts[at].Points.Value[place - before]);
        }

        return new Sampled(points, total, parts.Sum(part => (long)part.Nans));
    }

    private static List<Part> PartsOf(SeriesSource source, StepRange range)
    {
        var parts = new List<Part>();
        foreach (var block in SamplePart.Read(source.Session, source.SeriesId, range))
        {
            if (block.LiesWithin(range))
            {
                parts.Add(new Part(
                    block.Points, block.Nans, new Lazy<MetricPoint[]>(() => source.ReadBlock(block.BlockId))));
                continue;
            }

            parts.Add(Part.Of(range.Of(source.ReadBlock(block.BlockId)).ToArray()));
        }

        parts.Add(Part.Of(range.Of(source.ReadTail()).ToArray()));
        return parts;
    }

    /// <summary>Indexes in order, each once.</summary>
    private static IEnumerable<long> Places(long count, int maxPoints)
    {
        var distance = Math.Max(1, (double)count / maxPoints);
        for (var i = 0; i < Math.Min(count, maxPoints); i++)
        {
            yield return (long)(i * distance);
        }

        if (count > maxPoints && (long)((maxPoints - 1) * distance) < count - 1)
        {
            yield return count - 1;
        }
    }

    private sealed record Part(int Count, int Nans, Lazy<MetricPoint[]> Points)
    {
        public static Part Of(MetricPoint[] points) => new(
            points.Length, points.Count(point => double.IsNaN(point.Value)), new Lazy<MetricPoint[]>(points));
    }
}
