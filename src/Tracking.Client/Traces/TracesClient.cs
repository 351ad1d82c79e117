using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Traces;

namespace Tracking.Client.Traces;

/// <summary>
/// Traces by their id (<c>tr-…</c>), and what people and programs think of them. Spans are sent by any exporter of
/// OpenTelemetry, to <c>/v1/traces</c> with the header <c>x-mlflow-experiment-id</c>. Every failure is a
/// <see cref="TrackingClientException"/>.
/// </summary>
public sealed class TracesClient
{
    private const int PageSize = 500;

    private readonly Api _api;

    internal TracesClient(Api api) => _api = api;

    /// <summary>Tells what is known of a trace; one that is there keeps its tags and metadata.</summary>
    /// <param name="trace">Its id, location and time at least.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TraceInfo> StartAsync(TraceInfo trace, CancellationToken cancellationToken = default)
    {
        var request = new StartTraceRequest { Trace = new TraceStart { TraceInfo = trace } };
        return InfoOf(await _api.SendAsync(Routes.Traces.Start, request, cancellationToken));
    }

    /// <summary>A trace without its spans.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TraceInfo> GetInfoAsync(string traceId, CancellationToken cancellationToken = default) =>
        InfoOf(await _api.SendAsync(
            Routes.Traces.GetInfo, new GetTraceInfoRequest { TraceId = traceId }, cancellationToken));

    /// <summary>A trace with its spans.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="allowPartial">Whether it is good enough while spans are still on their way.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Trace> GetAsync(
        string traceId, bool allowPartial = false, CancellationToken cancellationToken = default)
    {
        var request = new GetTraceRequest { TraceId = traceId, AllowPartial = allowPartial };
        return Api.Required((await _api.SendAsync(Routes.Traces.Get, request, cancellationToken)).Trace, "trace");
    }

    /// <summary>Several traces with their spans; those that do not exist are left out.</summary>
    /// <param name="traceIds">The traces.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<Trace>> GetManyAsync(
        IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default)
    {
        var request = new BatchGetTracesRequest { TraceIds = traceIds };
        return (await _api.SendAsync(Routes.Traces.BatchGet, request, cancellationToken)).Traces ?? [];
    }

    /// <summary>Several traces without their spans; those that do not exist are left out.</summary>
    /// <param name="traceIds">Their ids.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<TraceInfo>> GetManyInfosAsync(
        IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default)
    {
        var request = new BatchGetTracesRequest { TraceIds = traceIds };
        return (await _api.SendAsync(Routes.Traces.BatchGetInfos, request, cancellationToken)).TraceInfos ?? [];
    }

    /// <summary>Traces that match, page by page as they are read.</summary>
    /// <param name="experimentIds">Where to look.</param>
    /// <param name="filter">Such as <c>status = 'ERROR' AND span.type = 'LLM'</c>; all by default.</param>
    /// <param name="orderBy">Such as <c>execution_time_ms DESC</c>; latest first by default.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<TraceInfo> SearchAsync(
        IReadOnlyList<string> experimentIds,
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<TraceInfo>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(Routes.Traces.Search, new SearchTracesRequest
                {
                    Locations = [.. experimentIds.Select(LocationOf)],
                    Filter = filter,
                    OrderBy = orderBy,
                    MaxResults = PageSize,
                    PageToken = token,
                }, cancel);
                return new(answer.Traces, answer.NextPageToken);
            },
            cancellationToken);

    /// <summary>Deletes traces by their ids; the number of those that were there.</summary>
    /// <param name="experimentId">The experiment in which they lie.</param>
    /// <param name="traceIds">The traces.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<int> DeleteAsync(
        string experimentId, IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default) =>
        DeleteAsync(
            new DeleteTracesRequest { ExperimentId = experimentId, RequestIds = traceIds }, cancellationToken);

    /// <summary>Deletes the oldest traces of an experiment; the number of those that were deleted.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="until">Traces that began later stay.</param>
    /// <param name="maxTraces">No more than these; all by default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<int> DeleteUntilAsync(
        string experimentId,
        DateTimeOffset until,
        int? maxTraces = null,
        CancellationToken cancellationToken = default) =>
        DeleteAsync(
            new DeleteTracesRequest
            {
                ExperimentId = experimentId,
                MaxTimestampMillis = until.ToUnixTimeMilliseconds(),
                MaxTraces = maxTraces,
            },
            cancellationToken);

    /// <summary>Sets a tag, replacing its value.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetTagAsync(
        string traceId, string key, string value, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Traces.SetTag,
            new SetTraceTagRequest { TraceId = traceId, Key = key, Value = value },
            cancellationToken);

    /// <summary>Removes a tag.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteTagAsync(string traceId, string key, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Traces.DeleteTag, new DeleteTraceTagRequest { TraceId = traceId, Key = key }, cancellationToken);

    /// <summary>Links traces to a run, under which searches then find them.</summary>
    /// <param name="traceIds">Up to 100 traces.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LinkToRunAsync(
        IReadOnlyList<string> traceIds, string runId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Traces.LinkToRun,
            new LinkTracesToRunRequest { TraceIds = traceIds, RunId = runId },
            cancellationToken);

    /// <summary>Links a trace to the versions of prompts that it used.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="prompts">Names and versions.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LinkPromptsAsync(
        string traceId,
        IReadOnlyList<PromptVersionReference> prompts,
        CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Traces.LinkPrompts,
            new LinkPromptsToTraceRequest { TraceId = traceId, PromptVersions = prompts },
            cancellationToken);

    /// <summary>Adds feedback, an expectation or a reference to an issue.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessment">Its name, and exactly one of feedback, expectation and issue.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Assessment> AssessAsync(
        string traceId, Assessment assessment, CancellationToken cancellationToken = default)
    {
        var request = new CreateAssessmentRequest { TraceId = traceId, Assessment = assessment };
        return AssessmentOf(await _api.SendAsync(Routes.Assessments.Create, request, cancellationToken));
    }

    /// <summary>An assessment by its id.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessmentId">The assessment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Assessment> GetAssessmentAsync(
        string traceId, string assessmentId, CancellationToken cancellationToken = default)
    {
        var request = new AssessmentRequest { TraceId = traceId, AssessmentId = assessmentId };
        return AssessmentOf(await _api.SendAsync(Routes.Assessments.Get, request, cancellationToken));
    }

    /// <summary>Changes what is set in the change, and leaves the rest.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessmentId">The assessment.</param>
    /// <param name="change">New values.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Assessment> UpdateAssessmentAsync(
        string traceId, string assessmentId, AssessmentChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var request = new UpdateAssessmentRequest
        {
            TraceId = traceId,
            AssessmentId = assessmentId,
            Assessment = change,
            UpdateMask = MaskOf(change),
        };
        return AssessmentOf(await _api.SendAsync(Routes.Assessments.Update, request, cancellationToken));
    }

    /// <summary>Deletes an assessment; what it overrode is valid again.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessmentId">The assessment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAssessmentAsync(
        string traceId, string assessmentId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Assessments.Delete,
            new AssessmentRequest { TraceId = traceId, AssessmentId = assessmentId },
            cancellationToken);

    /// <summary>Counts or measures traces, spans or assessments, in groups.</summary>
    /// <param name="request">The metric, its aggregations, groups and filters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<MetricDataPoint>> QueryMetricsAsync(
        QueryTraceMetricsRequest request, CancellationToken cancellationToken = default) =>
        (await _api.SendAsync(Routes.Traces.QueryMetrics, request, cancellationToken)).DataPoints ?? [];

    /// <summary>How often two filters match the same traces.</summary>
    /// <param name="request">The experiments and the filters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<CalculateFilterCorrelationResponse> CorrelateFiltersAsync(
        CalculateFilterCorrelationRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Traces.CalculateFilterCorrelation, request, cancellationToken);

    private async Task<int> DeleteAsync(DeleteTracesRequest request, CancellationToken cancellationToken) =>
        (await _api.SendAsync(Routes.Traces.Delete, request, cancellationToken)).TracesDeleted ?? 0;

    private static TraceInfo InfoOf(TraceResponse answer) => Api.Required(answer.Trace?.TraceInfo, "trace_info");

    private static Assessment AssessmentOf(AssessmentResponse answer) =>
        Api.Required(answer.Assessment, "assessment");

    private static TraceLocation LocationOf(string experimentId) => new()
    {
        Type = TraceLocationType.MlflowExperiment,
        MlflowExperiment = new MlflowExperimentLocation { ExperimentId = experimentId },
    };

    private static string MaskOf(AssessmentChange change)
    {
        (string Name, object? Value)[] fields =
        [
            ("assessment_name", change.AssessmentName), ("feedback", change.Feedback),
            ("expectation", change.Expectation), ("rationale", change.Rationale), ("metadata", change.Metadata),
            ("valid", change.Valid),
        ];
        return string.Join(',', fields.Where(field => field.Value is not null).Select(field => field.Name));
    }
}
