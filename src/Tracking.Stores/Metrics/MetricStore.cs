using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Metrics;

/// <summary>Reads histories of metrics.</summary>
internal sealed class MetricStore(StoreDatabase database) : IMetricStore
{
    // Series of fewer runs are read one after the other; more are shared by the processors, with a reader each.
    private const int RunsPerPart = 8;
    private static readonly int PartsMax = Math.Clamp(Environment.ProcessorCount, 1, 4);

    private const string SelectSeries = """
        SELECT m.series_id FROM run r JOIN metric_latest m ON m.run_key = r.run_key
        WHERE r.run_id = ? AND m.key_id = ?
        """;

    /// <summary>What the reads cost so far.</summary>
    internal BlockReads BlockReads { get; } = new();

    public Task<Page<MetricPoint>> GetHistoryAsync(
        string runId, string key, int? maxResults, string? pageToken, CancellationToken cancellationToken)
    {
        if (maxResults < 1)
        {
            throw new TrackingException(
                ErrorCode.InvalidParameterValue,
                $"Invalid value {maxResults} for parameter 'max_results' supplied. It must be a positive integer");
        }

        var fingerprint = PageToken.FingerprintOf("history", runId, key);
        return database.ReadAsync(
            session => FindSeries(session, runId, key) is { } seriesId
                ? HistoryReader.Read(new(session, seriesId, BlockReads), fingerprint, maxResults, pageToken)
                : new Page<MetricPoint>([], null),
            cancellationToken);
    }

    public async Task<IReadOnlyList<RunSeries>> GetSampledAsync(
        IReadOnlyList<string> runIds,
        string key,
        long? startStep,
        long? endStep,
        int maxPoints,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        var range = new StepRange(startStep ?? long.MinValue, endStep ?? long.MaxValue);
        if (runIds.Count <= RunsPerPart)
        {
            return await SampleAsync([.. runIds], key, range, maxPoints, cancellationToken);
        }

        // A read works on the thread that asks for it, and most of the work is to decode blocks.
        var size = Math.Max(RunsPerPart, (runIds.Count + PartsMax - 1) / PartsMax);
        var parts = runIds.Chunk(size).Select(part => Task.Run(
            () => SampleAsync(part, key, range, maxPoints, cancellationToken), cancellationToken));
        return [.. (await Task.WhenAll(parts)).SelectMany(part => part)];
    }

    private Task<List<RunSeries>> SampleAsync(
        string[] runIds, string key, StepRange range, int maxPoints, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
            {
                var sampled = new List<RunSeries>();
                foreach (var runId in runIds)
                {
                    if (FindSeries(session, runId, key) is { } seriesId
                        && Sample(new(session, seriesId, BlockReads), range, maxPoints)
                            is { Points.Count: > 0 } taken)
                    {
                        sampled.Add(new RunSeries(runId, taken.Points) { Total = taken.Total, Nans = taken.Nans });
                    }
                }

                return sampled;
            },
            cancellationToken);

    private static Sampled Sample(SeriesSource source, StepRange range, int maxPoints) =>
        maxPoints < EvenSampler.PointsBelow
            ? EvenSampler.Sample(source, range, maxPoints)
            : SeriesSampler.Sample(source, range, maxPoints);

    private long? FindSeries(StoreSession session, string runId, string key) =>
        database.KeyNames.Find(session, key) is { } keyId
            ? session.Statement(SelectSeries).Bind(1, runId).Bind(2, keyId).SingleInt64()
            : null;
}
