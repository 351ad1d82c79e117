using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Json;
using Tracking.Contracts.Metrics;

namespace Tracking.Client.Metrics;

/// <summary>Metric points and their history. Every failure is a <see cref="TrackingClientException"/>.</summary>
public sealed class MetricsClient
{
    // Without it, MLflow servers up to 3.13 answer no point at all.
    private const int HistoryPageSize = 25_000;

    // One of the pages that MLflow serves for its UI alone, outside of the versioned API.
    private static readonly Route<GetMetricHistoryBulkRequest, GetMetricHistoryBulkIntervalResponse> Bulk =
        new(
            "GET",
            "2.0/mlflow/metrics/get-history-bulk",
            WireJson.Default.GetMetricHistoryBulkRequest,
            WireJson.Default.GetMetricHistoryBulkIntervalResponse);

    private readonly Api _api;

    internal MetricsClient(Api api) => _api = api;

    /// <summary>Logs one point at once. For many, <c>ActiveRun.LogMetricAsync</c> sends them together.</summary>
    /// <param name="request">Run, key, value, timestamp in ms and step.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LogAsync(LogMetricRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Runs.LogMetric, request, cancellationToken);

    /// <summary>All points of a metric by timestamp, step and value, page by page as they are read.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The metric; one that was never logged has no points.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<Metric> GetHistoryAsync(
        string runId,
        string key,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<Metric>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(Routes.Metrics.GetHistory, new GetMetricHistoryRequest
                {
                    RunId = runId,
                    MetricKey = key,
                    MaxResults = HistoryPageSize,
                    PageToken = token,
                }, cancel);
                return new(answer.Metrics, answer.NextPageToken);
            },
            cancellationToken);

    /// <summary>Points of several runs, thinned out for a chart.</summary>
    /// <param name="request">At most 100 runs and 2,500 points.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<MetricWithRunId>> GetHistoryOfRunsAsync(
        GetMetricHistoryBulkIntervalRequest request,
        CancellationToken cancellationToken = default) =>
        (await _api.SendAsync(Routes.Metrics.GetHistoryBulkInterval, request, cancellationToken)).Metrics ?? [];

    /// <summary>
    /// A metric of several runs, thinned for a chart, by columns. MLflow has no such call and answers 404.
    /// </summary>
    /// <param name="request">1 to 100 runs, a range of steps, and 4 to 2,500 points of each run.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<SampledSeries>> SampleAsync(
        SampleMetricRequest request, CancellationToken cancellationToken = default) =>
        (await _api.SendAsync(Routes.Metrics.Sample, request, cancellationToken)).Series ?? [];

    /// <summary>Every point of a metric of several runs, run by run.</summary>
    /// <param name="runIds">1 to 100.</param>
    /// <param name="key">The metric; runs that never logged it have no points.</param>
    /// <param name="maxResults">At most this many points in all, 1 to 25,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<MetricWithRunId>> GetWholeHistoryOfRunsAsync(
        IReadOnlyList<string> runIds,
        string key,
        int maxResults = HistoryPageSize,
        CancellationToken cancellationToken = default)
    {
        var request = new GetMetricHistoryBulkRequest { RunIds = runIds, MetricKey = key, MaxResults = maxResults };
        return (await _api.SendPageAsync(Bulk, request, cancellationToken)).Metrics ?? [];
    }
}
