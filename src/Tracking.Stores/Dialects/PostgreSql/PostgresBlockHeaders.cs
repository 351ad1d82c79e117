using Tracking.Core.Metrics;
using Tracking.Stores.Metrics;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>Writes many headers of blocks by one statement.</summary>
internal static class PostgresBlockHeaders
{
    private const string Rows = """
        unnest(?1::bigint[], ?2::bigint[], ?3::bigint[], ?4::bigint[], ?5::bigint[], ?6::bigint[], ?7::bigint[],
          ?8::bigint[], ?9::bigint[], ?10::float8[], ?11::bigint[], ?12::bigint[], ?13::float8[], ?14::bigint[],
          ?15::bigint[], ?16::bigint[])
        """;

    private const string Columns = """
        series_id, first_step, first_ms, first_order, last_step, points, nans, min_ms, max_ms,
        min_value, min_step, min_value_ms, max_value, max_step, max_value_ms, block_id
        """;

    private const string Insert = $"INSERT INTO metric_block({Columns}) SELECT * FROM {Rows}";

    private const string Update = $"""
        UPDATE metric_block b SET last_step = u.last_step, points = u.points, nans = u.nans, min_ms = u.min_ms,
          max_ms = u.max_ms, min_value = u.min_value, min_step = u.min_step, min_value_ms = u.min_value_ms,
          max_value = u.max_value, max_step = u.max_step, max_value_ms = u.max_value_ms
        FROM {Rows} AS u({Columns})
        WHERE b.series_id = u.series_id AND b.first_step = u.first_step AND b.first_ms = u.first_ms
          AND b.first_order = u.first_order
        """;

    /// <summary>Blocks that are new, or whose first point stayed.</summary>
    public static PostgresStatement Bind(
        PostgresSession session, bool areNew, (long SeriesId, long BlockId, BlockHeader Header)[] blocks)
    {
        var statement = session.Statement(areNew ? Insert : Update);
        long[] Longs(Func<BlockHeader, long> of) => [.. blocks.Select(block => of(block.Header))];
        long?[] Extremes(Func<(MetricPoint Lowest, MetricPoint Highest), long> of) =>
            [.. blocks.Select(block => block.Header.Extremes is { } extremes ? of(extremes) : (long?)null)];
        double?[] Values(Func<(MetricPoint Lowest, MetricPoint Highest), double> of) =>
            [.. blocks.Select(block => block.Header.Extremes is { } extremes ? of(extremes) : (double?)null)];
        return statement
            .BindArray(1, blocks.Select(block => block.SeriesId).ToArray())
            .BindArray(2, Longs(header => header.First.Step))
            .BindArray(3, Longs(header => header.First.TimestampMs))
            .BindArray(4, Longs(header => MetricPoint.OrderOf(header.First.Value)))
            .BindArray(5, Longs(header => header.LastStep))
            .BindArray(6, Longs(header => header.Points))
            .BindArray(7, Longs(header => header.Nans))
            .BindArray(8, Longs(header => header.TimesMs.First))
            .BindArray(9, Longs(header => header.TimesMs.Last))
            .BindArray(10, Values(extremes => extremes.Lowest.Value))
            .BindArray(11, Extremes(extremes => extremes.Lowest.Step))
            .BindArray(12, Extremes(extremes => extremes.Lowest.TimestampMs))
            .BindArray(13, Values(extremes => extremes.Highest.Value))
            .BindArray(14, Extremes(extremes => extremes.Highest.Step))
            .BindArray(15, Extremes(extremes => extremes.Highest.TimestampMs))
            .BindArray(16, blocks.Select(block => block.BlockId).ToArray());
    }
}
