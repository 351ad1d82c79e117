using Tracking.Client.Internal.Runs;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Lifecycle;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Runs;

/// <summary>
/// Runs by their id. To log from training code, <c>TrackingClient.StartRunAsync</c> is simpler.
/// Every failure is a <see cref="TrackingClientException"/>.
/// </summary>
public sealed class RunsClient
{
    private const int PageSize = 1000;

    private readonly Api _api;
    private readonly TrackingClientOptions _options;

    internal RunsClient(Api api, TrackingClientOptions options)
    {
        _api = api;
        _options = options;
    }

    /// <summary>Creates a run.</summary>
    /// <param name="request">Its experiment, name, start (ms since the epoch) and tags.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Run> CreateAsync(CreateRunRequest request, CancellationToken cancellationToken = default) =>
        Api.Required((await _api.SendAsync(Routes.Runs.Create, request, cancellationToken)).Run, "run");

    /// <summary>A run with its params, tags, and the latest value of each metric.</summary>
    /// <param name="runId">The run, deleted or not.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default)
    {
        var answer = await _api.SendAsync(Routes.Runs.Get, new GetRunRequest { RunId = runId }, cancellationToken);
        return Api.Required(answer.Run, "run");
    }

    /// <summary>Changes status, end or name of a run.</summary>
    /// <param name="request">The run and what changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<RunInfo> UpdateAsync(UpdateRunRequest request, CancellationToken cancellationToken = default) =>
        Api.Required((await _api.SendAsync(Routes.Runs.Update, request, cancellationToken)).RunInfo, "run_info");

    /// <summary>
    /// Tells the server, at once and then now and then, that a run is under way, until this is disposed: a run whose
    /// process dies is then marked as lost. For programs that look after runs of others; <see cref="ActiveRun"/>
    /// does it by itself.
    /// </summary>
    /// <param name="runId">The run. What the server refuses is not told.</param>
    public IDisposable KeepAlive(string runId) => new HeartbeatSender(_api, _options, runId, atOnce: true);

    /// <summary>How many runs match, up to 1,000,000. MLflow has no such call and answers 404.</summary>
    /// <param name="experimentIds">Where to look; none finds nothing.</param>
    /// <param name="filter">As in a search; all by default.</param>
    /// <param name="view">Which lifecycle stages.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<long> CountAsync(
        IReadOnlyList<string> experimentIds,
        string? filter = null,
        ViewType view = ViewType.ActiveOnly,
        CancellationToken cancellationToken = default)
    {
        var request = new CountRunsRequest { ExperimentIds = experimentIds, Filter = filter, RunViewType = view };
        return (await _api.SendAsync(Routes.Runs.Count, request, cancellationToken)).Count ?? 0;
    }

    /// <summary>Runs that match, page by page as they are read.</summary>
    /// <param name="experimentIds">Where to look; none finds nothing.</param>
    /// <param name="filter">Such as <c>metrics.accuracy &gt; 0.9 AND params.lr = '0.1'</c>; all by default.</param>
    /// <param name="orderBy">Such as <c>metrics.accuracy DESC</c>; newest first by default.</param>
    /// <param name="view">Which lifecycle stages.</param>
    /// <param name="maxResults">No more than these, at least 1; all by default.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<Run> SearchAsync(
        IReadOnlyList<string> experimentIds,
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        ViewType view = ViewType.ActiveOnly,
        int? maxResults = null,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<Run>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(Routes.Runs.Search, new SearchRunsRequest
                {
                    ExperimentIds = experimentIds,
                    Filter = filter,
                    OrderBy = orderBy,
                    RunViewType = view,
                    MaxResults = Paging.SizeOf(PageSize, maxResults),
                    PageToken = token,
                }, cancel);
                return new(answer.Runs, answer.NextPageToken);
            },
            cancellationToken).AtMost(maxResults);

    /// <summary>Marks a run as deleted.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAsync(string runId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Runs.Delete, new DeleteRunRequest { RunId = runId }, cancellationToken);

    /// <summary>Takes back a deletion.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task RestoreAsync(string runId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Runs.Restore, new RestoreRunRequest { RunId = runId }, cancellationToken);

    /// <summary>Logs a parameter; the same key with another value is an error.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">At most 6,000 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LogParamAsync(string runId, string key, string value, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Runs.LogParam,
            new LogParamRequest { RunId = runId, Key = key, Value = value },
            cancellationToken);

    /// <summary>Logs metrics, params and tags in one step.</summary>
    /// <param name="request">At most 1,000 metrics, 100 params, 100 tags, and 1,000 of all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LogBatchAsync(LogBatchRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Runs.LogBatch, request, cancellationToken);

    /// <summary>Sets a tag, replacing its value.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">At most 8,000 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetTagAsync(string runId, string key, string value, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Runs.SetTag,
            new SetTagRequest { RunId = runId, Key = key, Value = value },
            cancellationToken);

    /// <summary>Removes a tag; one that is not there is an error.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Runs.DeleteTag, new DeleteTagRequest { RunId = runId, Key = key }, cancellationToken);

    /// <summary>Records which datasets and models a run read.</summary>
    /// <param name="request">The run and its inputs.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LogInputsAsync(LogInputsRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Runs.LogInputs, request, cancellationToken);

    /// <summary>Records which logged models a run wrote.</summary>
    /// <param name="request">The run and its models.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LogOutputsAsync(LogOutputsRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Runs.LogOutputs, request, cancellationToken);

    /// <summary>Records a model in the run's history tag, where readers from before MLflow 3 look for it.</summary>
    /// <param name="request">The run and the MLmodel as JSON.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LogModelAsync(LogModelRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Runs.LogModel, request, cancellationToken);

    /// <summary>
    /// Tells the server that a run is under way, so that it is marked as lost when no more come. Open runs of this
    /// client do so by themselves; stock MLflow servers know none.
    /// </summary>
    /// <param name="request">The run, and the ms until the next one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SendHeartbeatAsync(SendHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Heartbeats.Send, request, cancellationToken);
}
