using Tracking.Core.Runs;
using Tracking.Stores.Metrics;
using Tracking.Stores.Runs;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// Writes what a run logs in two round trips: one locks the run and reads what the batch meets, one writes and commits.
/// Sent again it changes nothing, so a batch whose commit was not heard of is simply run again.
/// </summary>
internal sealed class PostgresBatchWriter(PostgresSession session, PostgresKeyNumbers keys) : IBatchWriter
{
    private readonly PostgresSeriesBlocks _blocks =
        new(session, new PostgresIds(session, "metric_block_data", "block_id"));

    private readonly PostgresIds _seriesIds = new(session, "metric_series", "series_id");

    public RunRow Write(PreparedBatch prepared)
    {
        var names = keys.IdsOf(NamesOf(prepared));
        var met = PostgresMetBatch.Read(session, prepared, names);
        var parameters = NewParams(prepared.Batch, met, names);
        _blocks.Forget();
        var series = MergeSeries(prepared, met, names);

        var run = met.Run;
        var writes = new PostgresBatchWrites(session, run);
        writes.AddParams([.. parameters.Select(param => (names[param.Key], param.Value))]);
        writes.AddTags([.. prepared.Tags.Select(tag => (names[tag.Key], tag.Value))]);
        writes.AddRunName(
            prepared.Tags.Where(tag => tag.Key == RunTags.RunName).Select(tag => tag.Value).FirstOrDefault());
        writes.AddSeries(series);
        writes.AddModelMetrics([.. prepared.Linked.Select(
            metric => (met.ModelKeyOf(metric), names[metric.Key], metric))]);
        writes.Commit(_blocks.Take());
        return run;
    }

    private static HashSet<string> NamesOf(PreparedBatch prepared) =>
    [
        .. prepared.Batch.Params.Select(param => param.Key),
        .. prepared.Tags.Select(tag => tag.Key),
        .. prepared.Series.Select(series => series.Key),
    ];

    private static Dictionary<string, string> NewParams(
        RunBatch batch, PostgresMetBatch met, IReadOnlyDictionary<string, long> names)
    {
        var added = new Dictionary<string, string>(StringComparer.Ordinal);
        var conflicts = new List<(string Key, string OldValue, string NewValue)>();
        foreach (var (key, value) in batch.Params)
        {
            if (!met.Params.TryGetValue(names[key], out var logged) && added.TryAdd(key, value))
            {
                continue;
            }

            logged ??= added[key];
            if (logged != value)
            {
                conflicts.Add((key, logged, value));
            }
        }

        BatchWriter.RefuseChanged(batch, conflicts);
        return added;
    }

    /// <summary>The series that the batch changes.</summary>
    private List<PostgresSeries> MergeSeries(
        PreparedBatch prepared, PostgresMetBatch met, IReadOnlyDictionary<string, long> names)
    {
        var appender = new SeriesAppender(_blocks, SeriesLimits.Default);
        var changed = new List<PostgresSeries>(prepared.Series.Count);
        foreach (var (key, points) in prepared.Series)
        {
            if (!met.Series.TryGetValue(names[key], out var series))
            {
                series = new PostgresSeries(names[key], new SeriesState(_seriesIds.Next()), null);
            }
            else if (series.OpenData is { } data)
            {
                _blocks.Know(series.State.OpenBlock!.Value, SeriesCodec.Decode(data));
            }

            if (appender.Append(series.State, points) > 0)
            {
                var isLatest = series.Latest is not { } latest || points[^1] > latest;
                changed.Add(series with { NewLatest = isLatest ? points[^1] : null });
            }
        }

        return changed;
    }
}
