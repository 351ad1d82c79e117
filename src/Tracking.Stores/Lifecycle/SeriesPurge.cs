using Tracking.Stores.Dialects;

namespace Tracking.Stores.Lifecycle;

/// <summary>Removes the points of series whose runs are gone, a bounded number of blocks per transaction.</summary>
internal static class SeriesPurge
{
    private const int SeriesPerSlice = 200;
    private const int BlocksPerSlice = 500;

    private const string SelectSeries = "SELECT series_id FROM purge_series ORDER BY series_id LIMIT ?";

    private const string SelectBlocks = """
        SELECT series_id, first_step, first_ms, first_order, block_id FROM metric_block
        WHERE series_id IN (SELECT value FROM json_each(?1))
        ORDER BY series_id, first_step, first_ms, first_order LIMIT ?2
        """;

    private const string DeleteData =
        "DELETE FROM metric_block_data WHERE block_id IN (SELECT value FROM json_each(?))";

    private const string DeleteBlocksOfSeries =
        "DELETE FROM metric_block WHERE series_id IN (SELECT value FROM json_each(?))";

    private const string DeleteFirstBlocks =
        "DELETE FROM metric_block WHERE series_id = ?1 AND (first_step, first_ms, first_order) <= (?2, ?3, ?4)";

    private const string DeleteSeries = "DELETE FROM metric_series WHERE series_id IN (SELECT value FROM json_each(?))";

    private const string Forget = "DELETE FROM purge_series WHERE series_id IN (SELECT value FROM json_each(?))";

    /// <summary>False when nothing is left to remove.</summary>
    public static bool RunSlice(WriteSession session)
    {
        var series = ReadSeries(session);
        if (series.Count == 0)
        {
            return false;
        }

        var blocks = new List<long>();
        (long Series, long Step, long TimeMs, long Order) last = default;
        var statement = session.Statement(SelectBlocks)
            .Bind(1, JsonKeys.Of(series)).Bind(2, (long)BlocksPerSlice);
        while (statement.Step())
        {
            last = (statement.Int64(0), statement.Int64(1), statement.Int64(2), statement.Int64(3));
            blocks.Add(statement.Int64(4));
        }

        session.Statement(DeleteData).Bind(1, JsonKeys.Of(blocks)).Run();
        if (blocks.Count == BlocksPerSlice)
        {
            // The last series may have more blocks: it waits for the next slice.
            session.Statement(DeleteFirstBlocks)
                .Bind(1, last.Series).Bind(2, last.Step).Bind(3, last.TimeMs).Bind(4, last.Order).Run();
            series.RemoveAll(id => id >= last.Series);
        }

        var done = JsonKeys.Of(series);
        session.Statement(DeleteBlocksOfSeries).Bind(1, done).Run();
        session.Statement(DeleteSeries).Bind(1, done).Run();
        session.Statement(Forget).Bind(1, done).Run();
        return true;
    }

    private static List<long> ReadSeries(WriteSession session)
    {
        var series = new List<long>();
        var statement = session.Statement(SelectSeries).Bind(1, (long)SeriesPerSlice);
        while (statement.Step())
        {
            series.Add(statement.Int64(0));
        }

        return series;
    }
}
