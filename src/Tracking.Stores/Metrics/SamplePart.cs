using Tracking.Core.Metrics;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Metrics;

/// <summary>What a chart needs of a block's header. Extremes are null in a block of NaN only.</summary>
internal readonly record struct SamplePart(
    long BlockId,
    (long First, long Last) Steps,
    (long First, long Last) TimesMs,
    int Points,
    int Nans,
    (MetricPoint Lowest, MetricPoint Highest)? Extremes)
{
    // Blocks may share a first step, hence "< the start" and not "<=".
    private const string Select = """
        SELECT block_id, first_step, last_step, min_ms, max_ms, points, nans,
          min_step, min_value_ms, min_value, max_step, max_value_ms, max_value
        FROM metric_block
        WHERE series_id = ?1 AND first_step <= ?3 AND last_step >= ?2 AND first_step >= coalesce(
          (SELECT max(first_step) FROM metric_block WHERE series_id = ?1 AND first_step < ?2), ?2)
        ORDER BY first_step, first_ms, first_order
        """;

    /// <summary>The blocks that may hold points with steps in the range, in order.</summary>
    public static List<SamplePart> Read(StoreSession session, long seriesId, StepRange range)
    {
        var parts = new List<SamplePart>();
        var row = session.Statement(Select).Bind(1, seriesId).Bind(2, range.Start).Bind(3, range.End);
        while (row.Step())
        {
            (MetricPoint, MetricPoint)? extremes = row.IsNull(7)
                ? null
                : (new MetricPoint(row.Int64(7), row.Int64(8), row.Double(9)),
                    new MetricPoint(row.Int64(10), row.Int64(11), row.Double(12)));
            parts.Add(new SamplePart(
                row.Int64(0),
                (row.Int64(1), row.Int64(2)),
                (row.Int64(3), row.Int64(4)),
                row.Int32(5),
                row.Int32(6),
                extremes));
        }

        return parts;
    }

    public bool LiesWithin(StepRange range) => Steps.First >= range.Start && Steps.Last <= range.End;
}

/// <summary>Steps from start to end, both included.</summary>
internal readonly record struct StepRange(long Start, long End)
{
    /// <summary>The points inside, of points that are sorted.</summary>
    public ReadOnlySpan<MetricPoint> Of(ReadOnlySpan<MetricPoint> points)
    {
        int from = 0, to = points.Length;
        while (from < to && points[from].Step < Start)
        {
            from++;
        }

        while (to > from && points[to - 1].Step > End)
        {
            to--;
        }

        return points[from..to];
    }
}
