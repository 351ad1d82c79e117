using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Traces;

namespace Tracking.Client.Traces;

/// <summary>
/// Version 2 of the trace API, for servers from before MLflow 3; prefer <see cref="TracesClient"/>. Every failure is a
/// <see cref="TrackingClientException"/>.
/// </summary>
public sealed class LegacyTracesClient
{
    private const int PageSize = 500;

    private readonly Api _api;

    internal LegacyTracesClient(Api api) => _api = api;

    /// <summary>Starts a trace, which is IN_PROGRESS until it is ended.</summary>
    /// <param name="request">Experiment, start in ms, metadata and tags.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<LegacyTraceInfo> StartAsync(
        LegacyStartTraceRequest request, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.LegacyTraces.Start, request, cancellationToken));

    /// <summary>Ends a trace.</summary>
    /// <param name="request">The trace, its end in ms, status, and further metadata and tags.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<LegacyTraceInfo> EndAsync(
        LegacyEndTraceRequest request, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.LegacyTraces.End, request, cancellationToken));

    /// <summary>A trace without its spans.</summary>
    /// <param name="requestId">The trace, as version 2 calls it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<LegacyTraceInfo> GetInfoAsync(string requestId, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(
            Routes.LegacyTraces.GetInfo, new LegacyTraceInfoRequest { RequestId = requestId }, cancellationToken));

    /// <summary>Traces that match, page by page as they are read.</summary>
    /// <param name="experimentIds">Where to look, at least one.</param>
    /// <param name="filter">Such as <c>tags.team = 'vision'</c>; all by default.</param>
    /// <param name="orderBy">Such as <c>timestamp_ms DESC</c>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<LegacyTraceInfo> SearchAsync(
        IReadOnlyList<string> experimentIds,
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        CancellationToken cancellationToken = default) =>
        Walk(Routes.LegacyTraces.Search, experimentIds, filter, orderBy, cancellationToken);

    /// <summary>The same through the endpoint that also sees what is kept outside of the tracking store.</summary>
    /// <param name="experimentIds">Where to look, at least one.</param>
    /// <param name="filter">As <see cref="SearchAsync"/> takes it.</param>
    /// <param name="orderBy">As <see cref="SearchAsync"/> takes it.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<LegacyTraceInfo> SearchUnifiedAsync(
        IReadOnlyList<string> experimentIds,
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        CancellationToken cancellationToken = default) =>
        Walk(Routes.LegacyTraces.SearchUnified, experimentIds, filter, orderBy, cancellationToken);

    /// <summary>Deletes traces and gives how many.</summary>
    /// <param name="request">An experiment, and either traces or how old they must be.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<int> DeleteAsync(DeleteTracesRequest request, CancellationToken cancellationToken = default) =>
        (await _api.SendAsync(Routes.LegacyTraces.Delete, request, cancellationToken)).TracesDeleted ?? 0;

    /// <summary>Sets a tag, replacing its value.</summary>
    /// <param name="requestId">The trace.</param>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">At most 8,000 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetTagAsync(
        string requestId, string key, string value, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.LegacyTraces.SetTag,
            new LegacySetTraceTagRequest { RequestId = requestId, Key = key, Value = value },
            cancellationToken);

    /// <summary>Removes a tag; one that is not there is an error.</summary>
    /// <param name="requestId">The trace.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteTagAsync(string requestId, string key, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.LegacyTraces.DeleteTag,
            new LegacyDeleteTraceTagRequest { RequestId = requestId, Key = key },
            cancellationToken);

    private IAsyncEnumerable<LegacyTraceInfo> Walk(
        Route<LegacySearchTracesRequest, LegacySearchTracesResponse> route,
        IReadOnlyList<string> experimentIds,
        string? filter,
        IReadOnlyList<string>? orderBy,
        CancellationToken cancellationToken) =>
        Paging.WalkAsync<LegacyTraceInfo>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(route, new LegacySearchTracesRequest
                {
                    ExperimentIds = experimentIds,
                    Filter = filter,
                    OrderBy = orderBy,
                    MaxResults = PageSize,
                    PageToken = token,
                }, cancel);
                return new(answer.Traces, answer.NextPageToken);
            },
            cancellationToken);

    private static LegacyTraceInfo Required(LegacyTraceInfoResponse answer) =>
        Api.Required(answer.TraceInfo, "trace_info");
}
