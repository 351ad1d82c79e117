using Tracking.Core.Metrics;
using Tracking.Stores.Metrics;
using Tracking.Stores.Runs;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>The statements that write a batch, one per table, sent together with the commit.</summary>
internal sealed class PostgresBatchWrites(PostgresSession session, RunRow run)
{
    private const string InsertParams = """
        INSERT INTO param(run_key, key_id, experiment_id, value)
        SELECT ?1, u.key_id, ?2, u.value FROM unnest(?3::bigint[], ?4::text[]) AS u(key_id, value)
        """;

    private const string SetTags = """
        INSERT INTO tag(run_key, key_id, experiment_id, value)
        SELECT ?1, u.key_id, ?2, u.value FROM unnest(?3::bigint[], ?4::text[]) AS u(key_id, value)
        ON CONFLICT(run_key, key_id) DO UPDATE SET value = excluded.value WHERE tag.value <> excluded.value
        """;

    private const string SeriesRows = """
        unnest(?1::bigint[], ?2::bigint[], ?3::bigint[], ?4::bigint[], ?5::bigint[], ?6::bigint[], ?7::bigint[],
          ?8::bytea[])
        """;

    private const string SeriesColumns =
        "series_id, sealed_step, sealed_ms, sealed_order, open_block, open_count, point_count, tail";

    private const string InsertSeries = $"INSERT INTO metric_series({SeriesColumns}) SELECT * FROM {SeriesRows}";

    private const string UpdateSeries = $"""
        UPDATE metric_series s SET sealed_step = u.sealed_step, sealed_ms = u.sealed_ms,
          sealed_order = u.sealed_order, open_block = u.open_block, open_count = u.open_count,
          point_count = u.point_count, tail = u.tail
        FROM {SeriesRows} AS u({SeriesColumns}) WHERE s.series_id = u.series_id
        """;

    private const string InsertLatest = """
        INSERT INTO metric_latest(run_key, key_id, experiment_id, start_ms, value, step, time_ms, series_id)
        SELECT ?1, u.key_id, ?2, ?3, u.value, u.step, u.time_ms, u.series_id
        FROM unnest(?4::bigint[], ?5::float8[], ?6::bigint[], ?7::bigint[], ?8::bigint[])
          AS u(key_id, value, step, time_ms, series_id)
        """;

    private const string UpdateLatest = """
        UPDATE metric_latest m SET value = u.value, step = u.step, time_ms = u.time_ms
        FROM unnest(?2::bigint[], ?3::float8[], ?4::bigint[], ?5::bigint[]) AS u(key_id, value, step, time_ms)
        WHERE m.run_key = ?1 AND m.key_id = u.key_id
        """;

    private readonly List<PostgresStatement> _statements = [];

    public void AddParams(IReadOnlyList<(long KeyId, string Value)> rows) => AddPairs(InsertParams, rows);

    public void AddTags(IReadOnlyList<(long KeyId, string Value)> rows) => AddPairs(SetTags, rows);

    public void AddRunName(string? name)
    {
        if (name is not null)
        {
            _statements.Add(session.Statement(RunSql.SetName).Bind(1, name).Bind(2, run.RunKey));
        }
    }

    public void AddSeries(IReadOnlyList<PostgresSeries> series)
    {
        AddRows(series.Where(one => one.Latest is null).ToList(), InsertSeries);
        AddRows(series.Where(one => one.Latest is not null).ToList(), UpdateSeries);
        AddNewLatest(series.Where(one => one.Latest is null).ToList());
        AddLatest(series.Where(one => one.Latest is not null && one.NewLatest is not null).ToList());
    }

    /// <summary>Rows are few, and may name the same model twice: then the second must see the first.</summary>
    public void AddModelMetrics(IReadOnlyList<(long ModelKey, long KeyId, LoggedMetric Metric)> metrics)
    {
        foreach (var (modelKey, keyId, metric) in metrics)
        {
            var statement = new PostgresStatement(session, PostgresSql.OfConstant(RunSql.SetModelMetric), isKept: true);
            RunSql.BindModelMetric(statement, modelKey, keyId, run.RunKey, metric);
            _statements.Add(statement);
        }
    }

    /// <summary>Sends all.</summary>
    public void Commit(IEnumerable<PostgresStatement> blocks)
    {
        _statements.AddRange(blocks);
        _statements.Add(session.Statement("COMMIT"));
        session.ChangeTogether([.. _statements]);
        session.IsCommitted = true;
    }

    private void AddPairs(string sql, IReadOnlyList<(long KeyId, string Value)> rows)
    {
        if (rows.Count > 0)
        {
            _statements.Add(session.Statement(sql)
                .Bind(1, run.RunKey)
                .Bind(2, run.ExperimentId)
                .BindArray(3, [.. rows.Select(row => row.KeyId)])
                .BindArray(4, rows.Select(row => row.Value)));
        }
    }

    private void AddRows(List<PostgresSeries> series, string sql)
    {
        if (series.Count == 0)
        {
            return;
        }

        long?[] Column(Func<SeriesState, long?> of) => [.. series.Select(one => of(one.State))];
        _statements.Add(session.Statement(sql)
            .BindArray(1, Column(state => state.SeriesId))
            .BindArray(2, Column(state => state.Sealed?.Step))
            .BindArray(3, Column(state => state.Sealed?.TimestampMs))
            .BindArray(4, Column(state => state.Sealed is { } bound ? MetricPoint.OrderOf(bound.Value) : null))
            .BindArray(5, Column(state => state.OpenBlock))
            .BindArray(6, Column(state => state.OpenCount))
            .BindArray(7, Column(state => state.PointCount))
            .BindArray(8, [.. series.Select(one => EncodedOrNull(one.State.Tail))]));
    }

    private static byte[]? EncodedOrNull(MetricPoint[] tail) => tail.Length == 0 ? null : SeriesCodec.Encode(tail);

    /// <summary>NaN is NULL in the database.</summary>
    private static double? Stored(double value) => double.IsNaN(value) ? null : value;

    private void AddNewLatest(List<PostgresSeries> series)
    {
        if (series.Count > 0)
        {
            var statement = session.Statement(InsertLatest)
                .Bind(1, run.RunKey).Bind(2, run.ExperimentId).Bind(3, run.StartMs);
            _statements.Add(BindPoints(statement, 4, series)
                .BindArray(8, [.. series.Select(one => one.State.SeriesId)]));
        }
    }

    private void AddLatest(List<PostgresSeries> series)
    {
        if (series.Count > 0)
        {
            _statements.Add(BindPoints(session.Statement(UpdateLatest).Bind(1, run.RunKey), 2, series));
        }
    }

    private static PostgresStatement BindPoints(PostgresStatement statement, int first, List<PostgresSeries> series)
    {
        return statement
            .BindArray(first, [.. series.Select(one => one.KeyId)])
            .BindArray(first + 1, [.. series.Select(one => Stored(one.NewLatest!.Value.Value))])
            .BindArray(first + 2, [.. series.Select(one => one.NewLatest!.Value.Step)])
            .BindArray(first + 3, [.. series.Select(one => one.NewLatest!.Value.TimestampMs)]);
    }
}
