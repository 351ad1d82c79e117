using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Stores.Dialects;
using Tracking.Stores.Metrics;

namespace Tracking.Stores.Maintenance;

/// <summary>
/// Checks what no constraint of a database holds together: metrics, their series, the blocks of those and the points in
/// them. Reads every block once.
/// </summary>
internal static class SeriesCheck
{
    private const int ProblemsMax = 20;

    private const string CountMetricsWithoutSeries = """
        SELECT count(*) FROM metric_latest l LEFT JOIN metric_series s ON s.series_id = l.series_id
        WHERE s.series_id IS NULL
        """;

    private const string CountSeriesWithoutMetric = """
        SELECT count(*) FROM metric_series s
        LEFT JOIN metric_latest l ON l.series_id = s.series_id
        LEFT JOIN purge_series p ON p.series_id = s.series_id
        WHERE l.series_id IS NULL AND p.series_id IS NULL
        """;

    private const string CountBlocksWithoutSeries = """
        SELECT count(*) FROM metric_block b LEFT JOIN metric_series s ON s.series_id = b.series_id
        WHERE s.series_id IS NULL
        """;

    private const string CountDataWithoutBlock = """
        SELECT count(*) FROM metric_block_data d LEFT JOIN metric_block b ON b.block_id = d.block_id
        WHERE b.block_id IS NULL
        """;

    private const string SelectSeries =
        "SELECT series_id FROM metric_series WHERE series_id > ?1 ORDER BY series_id LIMIT 500";

    private const string SelectBlocks = """
        SELECT b.block_id, b.points, b.first_step, b.first_ms, d.data
        FROM metric_block b LEFT JOIN metric_block_data d ON d.block_id = b.block_id
        WHERE b.series_id = ? ORDER BY b.first_step, b.first_ms, b.first_order
        """;

    /// <summary>A line per problem, the first few of them.</summary>
    public static IReadOnlyList<string> Run(StoreSession session)
    {
        var problems = new List<string>();
        Count(session, CountMetricsWithoutSeries, "metrics have lost their points", problems);
        Count(session, CountSeriesWithoutMetric, "series of points belong to no metric", problems);
        Count(session, CountBlocksWithoutSeries, "blocks of points belong to no series", problems);
        Count(session, CountDataWithoutBlock, "blocks of points have lost their headers", problems);
        var last = long.MinValue;
        while (problems.Count < ProblemsMax && ReadSeries(session, last) is { Count: > 0 } series)
        {
            last = series[^1];
            problems.AddRange(series.Select(id => ProblemOf(session, id)).OfType<string>());
        }

        return problems;
    }

    private static void Count(StoreSession session, string sql, string what, List<string> problems)
    {
        if (session.Statement(sql).SingleInt64() is > 0 and var count)
        {
            problems.Add($"{count} {what}");
        }
    }

    private static List<long> ReadSeries(StoreSession session, long after)
    {
        var series = new List<long>();
        var statement = session.Statement(SelectSeries).Bind(1, after);
        while (statement.Step())
        {
            series.Add(statement.Int64(0));
        }

        return series;
    }

    private static string? ProblemOf(StoreSession session, long seriesId)
    {
        var statement = session.Statement(SelectBlocks).Bind(1, seriesId);
        try
        {
            var points = 0L;
            MetricPoint? last = null;
            while (statement.Step())
            {
                var block = SeriesCodec.Decode(statement.Blob(4));
                if (block.Length != statement.Int64(1) || block[0].Step != statement.Int64(2)
                    || block[0].TimestampMs != statement.Int64(3))
                {
                    return $"series {seriesId}: block {statement.Int64(0)} is not what its header says";
                }

                if (last is { } before && before.CompareTo(block[0]) >= 0)
                {
                    return $"series {seriesId}: block {statement.Int64(0)} overlaps the one before it";
                }

                points += block.Length;
                last = block[^1];
            }

            var state = SeriesRows.Read(session, seriesId);
            var counted = points + state.Tail.Length;
            return counted == state.PointCount
                ? null
                : $"series {seriesId}: {counted} points where there should be {state.PointCount}";
        }
        catch (TrackingException damaged) when (damaged.Code == ErrorCode.DataLoss)
        {
            return $"series {seriesId}: {damaged.Message}";
        }
        finally
        {
            statement.Reset();
        }
    }
}
