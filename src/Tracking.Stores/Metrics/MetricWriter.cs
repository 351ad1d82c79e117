using Tracking.Core.Metrics;
using Tracking.Stores.Dialects;
using Tracking.Stores.Runs;

namespace Tracking.Stores.Metrics;

/// <summary>Adds points to a metric of a run: its series and its latest value. On the writer's thread.</summary>
internal sealed class MetricWriter(WriteSession session)
{
    private const string SelectLatest =
        "SELECT value, step, time_ms, series_id FROM metric_latest WHERE run_key = ? AND key_id = ?";

    private const string InsertLatest = """
        INSERT INTO metric_latest(value, step, time_ms, run_key, key_id, experiment_id, start_ms, series_id)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private const string UpdateLatest =
        "UPDATE metric_latest SET value = ?, step = ?, time_ms = ? WHERE run_key = ? AND key_id = ?";

    private const string InsertSeries =
        "INSERT INTO metric_series(point_count, tail) VALUES(?, ?) RETURNING series_id";

    private const string UpdateSeries = """
        UPDATE metric_series SET sealed_step = ?, sealed_ms = ?, sealed_order = ?, open_block = ?, open_count = ?,
          point_count = ?, tail = ? WHERE series_id = ?
        """;

    private readonly SeriesLimits _limits = SeriesLimits.Default;
    private readonly SeriesAppender _appender = new(new SeriesBlocks(session), SeriesLimits.Default);

    /// <summary>Adds sorted, distinct points, at least one.</summary>
    public void Append(RunRow run, long keyId, ReadOnlySpan<MetricPoint> points)
    {
        if (FindLatest(run.RunKey, keyId) is not { } latest)
        {
            var seriesId = CreateSeries(points);
            Bind(session.Statement(InsertLatest), points[^1], run.RunKey, keyId)
                .Bind(6, run.ExperimentId).Bind(7, run.StartMs).Bind(8, seriesId).Run();
            return;
        }

        var state = SeriesRows.Read(session, latest.SeriesId);
        if (state.Sealed is { } bound && points[0] <= bound)
        {
            session.SlowAppends++;
        }

        if (_appender.Append(state, points) == 0)
        {
            return;
        }

        Save(state);
        if (points[^1] > latest.Point)
        {
            Bind(session.Statement(UpdateLatest), points[^1], run.RunKey, keyId).Run();
        }
    }

    private (MetricPoint Point, long SeriesId)? FindLatest(long runKey, long keyId)
    {
        var statement = session.Statement(SelectLatest).Bind(1, runKey).Bind(2, keyId);
        if (!statement.Step())
        {
            return null;
        }

        var latest = (
            new MetricPoint(statement.Int64(1), statement.Int64(2), statement.Double(0)), statement.Int64(3));
        statement.Reset();
        return latest;
    }

    private long CreateSeries(ReadOnlySpan<MetricPoint> points)
    {
        var fitsTail = points.Length <= _limits.Tail;
        var tail = fitsTail ? points : [];
        var insert = session.Statement(InsertSeries).Bind(1, tail.Length);
        var state = new SeriesState(SeriesBlocks.BindEncoded(insert, 2, tail).SingleInt64()!.Value);
        if (!fitsTail)
        {
            _appender.Append(state, points);
            Save(state);
        }

        return state.SeriesId;
    }

    private void Save(SeriesState state)
    {
        var statement = session.Statement(UpdateSeries)
            .Bind(1, state.Sealed?.Step)
            .Bind(2, state.Sealed?.TimestampMs)
            .Bind(3, state.Sealed is { } bound ? MetricPoint.OrderOf(bound.Value) : (long?)null)
            .Bind(4, state.OpenBlock)
            .Bind(5, state.OpenCount)
            .Bind(6, state.PointCount);
        SeriesBlocks.BindEncoded(statement, 7, state.Tail).Bind(8, state.SeriesId).Run();
    }

    private static StoreStatement Bind(StoreStatement statement, MetricPoint point, long runKey, long keyId) =>
        statement.Bind(1, point.Value).Bind(2, point.Step).Bind(3, point.TimestampMs).Bind(4, runKey).Bind(5, keyId);
}
