using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Metrics;
using Tracking.Stores.Runs;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>A series of a run while a batch is merged into it.</summary>
/// <param name="KeyId">The number of its name.</param>
/// <param name="State">Its row.</param>
/// <param name="Latest">Its greatest point before the batch; null when the series is new.</param>
internal sealed record PostgresSeries(long KeyId, SeriesState State, MetricPoint? Latest)
{
    /// <summary>The last block, if the batch will fill it up.</summary>
    public byte[]? OpenData { get; init; }

    /// <summary>The greatest point with the batch; null when it stays.</summary>
    public MetricPoint? NewLatest { get; init; }
}

/// <summary>What a batch meets in the database, read in one round trip after the run was locked.</summary>
internal sealed record PostgresMetBatch(
    RunRow Run,
    IReadOnlyDictionary<long, PostgresSeries> Series,
    IReadOnlyDictionary<long, string> Params,
    IReadOnlyDictionary<string, long> ModelKeys)
{
    // The third byte of a tail is how many points it holds, 128 at most (SeriesCodec). With the points of the batch it
    // may pass the limit: then it goes into the open block, which is read along.
    private static readonly string SelectSeries = $"""
        SELECT k.key_id, m.step, m.time_ms, m.value, m.series_id, s.sealed_step, s.sealed_ms, s.sealed_order,
          s.open_block, s.open_count, s.point_count, s.tail, d.data
        FROM unnest(?2::bigint[], ?3::bigint[]) AS k(key_id, points)
        JOIN run r ON r.run_id = ?1
        JOIN metric_latest m ON m.run_key = r.run_key AND m.key_id = k.key_id
        JOIN metric_series s ON s.series_id = m.series_id
        LEFT JOIN metric_block_data d ON d.block_id = s.open_block AND s.open_count < {SeriesLimits.Default.Block}
          AND coalesce(get_byte(s.tail, 2), 0) + k.points > {SeriesLimits.Default.Tail}
        """;

    private const string SelectParams = """
        SELECT p.key_id, p.value FROM run r JOIN param p ON p.run_key = r.run_key
        WHERE r.run_id = ?1 AND p.key_id = ANY(?2::bigint[])
        """;

    private const string SelectModels =
        "SELECT model_id, model_key FROM logged_model WHERE model_id = ANY(?1::text[]) AND lifecycle = 0";

    /// <exception cref="Core.Errors.TrackingException">There is no such run, or it is deleted.</exception>
    public static PostgresMetBatch Read(
        PostgresSession session, PreparedBatch prepared, IReadOnlyDictionary<string, long> names)
    {
        var runId = prepared.Batch.RunId;
        var run = RunRow.Query(session, runId);
        var queries = new List<StoreStatement> { session.LockQuery(RunRow.LockOf(runId)), run };
        StoreStatement? Add(bool isWanted, Func<PostgresStatement> bind)
        {
            var query = isWanted ? bind() : null;
            queries.AddRange(query is null ? [] : [query]);
            return query;
        }

        var series = Add(prepared.Series.Count > 0, () => session.Statement(SelectSeries)
            .Bind(1, runId)
            .BindArray(2, [.. prepared.Series.Select(s => names[s.Key])])
            .BindArray(3, [.. prepared.Series.Select(s => (long)s.Points.Length)]));
        var parameters = Add(prepared.Batch.Params.Count > 0, () => session.Statement(SelectParams)
            .Bind(1, runId)
            .BindArray(2, [.. prepared.Batch.Params.Select(param => names[param.Key])]));
        var models = Add(prepared.Linked.Count > 0, () => session.Statement(SelectModels)
            .BindArray(1, prepared.Linked.Select(metric => metric.Link!.ModelId!)));
        session.RunTogether([.. queries]);
        queries[0].Reset();
        return new PostgresMetBatch(
            (RunRow.Read(run) ?? throw RunErrors.NotFound(runId)).RequireActive(runId),
            Rows(series, row => row.Int64(0), ReadSeries),
            Rows(parameters, row => row.Int64(0), row => row.Text(1)),
            Rows(models, row => row.Text(0), row => row.Int64(1)));
    }

    /// <exception cref="Core.Errors.TrackingException">The metric is linked to a model that is not there.</exception>
    public long ModelKeyOf(LoggedMetric metric) => ModelKeys.TryGetValue(metric.Link!.ModelId!, out var key)
        ? key
        : throw LoggedModelErrors.NotFoundForMetric(metric.Link.ModelId!, metric.Key);

    private static PostgresSeries ReadSeries(StoreStatement row) => new(
        row.Int64(0),
        SeriesRows.Read(row, row.Int64(4), 5),
        new MetricPoint(row.Int64(1), row.Int64(2), row.Double(3)))
    {
        OpenData = row.IsNull(12) ? null : row.Blob(12).ToArray(),
    };

    private static Dictionary<TKey, TValue> Rows<TKey, TValue>(
        StoreStatement? rows, Func<StoreStatement, TKey> key, Func<StoreStatement, TValue> value)
        where TKey : notnull
    {
        var found = new Dictionary<TKey, TValue>();
        while (rows?.Step() == true)
        {
            found.Add(key(rows), value(rows));
        }

        return found;
    }
}
