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
    public static IReadOnlyList<MetricPoint> Sample(SeriesSource source, StepRange range, int maxPoints)
    {
        var parts = PartsOf(source, range);
        var points = new List<MetricPoint>();
        var at = 0;
        var before = 0L;
        foreach (var place in Places(parts.Sum(part => (long)part.Count), maxPoints))
        {
            while (place >= before + parts[at].Count)
            {
                before += parts[at++].Count;
            }

            points.Add(parts[at].Points.Value[place - before]);
        }

        return points;
    }

    private static List<Part> PartsOf(SeriesSource source, StepRange range)
    {
        var parts = new List<Part>();
        foreach (var block in SamplePart.Read(source.Session, source.SeriesId, range))
        {
            if (block.LiesWithin(range))
            {
                parts.Add(new Part(
                    block.Points, new Lazy<MetricPoint[]>(() => source.ReadBlock(block.BlockId))));
                continue;
            }

            var inside = range.Of(source.ReadBlock(block.BlockId)).ToArray();
            parts.Add(new Part(inside.Length, new Lazy<MetricPoint[]>(inside)));
        }

        var tail = range.Of(source.ReadTail()).ToArray();
        parts.Add(new Part(tail.Length, new Lazy<MetricPoint[]>(tail)));
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

    private sealed record Part(int Count, Lazy<MetricPoint[]> Points);
}
