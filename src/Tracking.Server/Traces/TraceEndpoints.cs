using Tracking.Contracts;
using Tracking.Contracts.Traces;
using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Search;
using Tracking.Core.Traces;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;
using Domain = Tracking.Core.Traces;

namespace Tracking.Server.Traces;

/// <summary>Version 3 of the trace API, and the links of traces to runs and prompts.</summary>
internal sealed class TraceEndpoints(
    ITraceStore store, IAssessmentStore assessments, TraceFiles files, TimeProvider time) : IEndpointGroup
{
    public const int DefaultSearchResults = 100;
    public const int MaxSearchResults = 500;

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Traces.Start, StartAsync);
        routes.Map(Routes.Traces.GetInfo, async (request, token) =>
            Respond((await store.GetInfoAsync(request.TraceId!, token)).ToWire()));
        routes.Map(Routes.Traces.Get, GetAsync);
        routes.Map(Routes.Traces.BatchGet, BatchGetAsync);
        routes.Map(Routes.Traces.BatchGetInfos, BatchGetInfosAsync);
        routes.Map(Routes.Traces.Search, SearchAsync);
        routes.Map(Routes.Traces.Delete, files.DeleteAsync);
        routes.Map(Routes.Traces.SetTag, (request, token) =>
            SetTagAsync(store, request.TraceId!, new Tag(request.Key!, request.Value ?? ""), token));
        routes.Map(Routes.Traces.DeleteTag, (request, token) =>
            store.DeleteTagAsync(request.TraceId!, request.Key!, token));
        routes.Map(Routes.Traces.LinkToRun, LinkToRunAsync);
        routes.Map(Routes.Traces.LinkPrompts, LinkPromptsAsync);
        routes.Map(Routes.Assessments.Create, CreateAssessmentAsync);
        routes.Map(Routes.Assessments.Get, async (request, token) =>
            Respond(await assessments.GetAsync(request.TraceId!, request.AssessmentId!, token)));
        routes.Map(Routes.Assessments.Update, async (request, token) => Respond(await assessments.UpdateAsync(
            request.TraceId!,
            request.AssessmentId!,
            AssessmentMapping.ToCore(request.Assessment!, request.UpdateMask),
            token)));
        routes.Map(Routes.Assessments.Delete, (request, token) =>
            assessments.DeleteAsync(request.TraceId!, request.AssessmentId!, token));
    }

    public static Task SetTagAsync(ITraceStore store, string traceId, Tag tag, CancellationToken cancellationToken)
    {
        TraceRules.ValidateTag(tag);
        return store.SetTagAsync(traceId, tag, cancellationToken);
    }

    /// <summary>The metadata of a trace that was there before is not repeated, as MLflow has it.</summary>
    private async Task<TraceResponse> StartAsync(StartTraceRequest request, CancellationToken cancellationToken)
    {
        var started = await store.StartAsync(request.Trace!.TraceInfo.ToCore(NowMs()), cancellationToken);
        var info = started.Info.ToWire();
        return Respond(started.WasThere ? info with { TraceMetadata = null } : info);
    }

    private async Task<TraceResponse> GetAsync(GetTraceRequest request, CancellationToken cancellationToken)
    {
        var found = await files.GetAsync([request.TraceId!], cancellationToken);
        if (found is not [var trace])
        {
            throw TraceErrors.IsNotFound(request.TraceId!);
        }

        var announced = TraceFiles.AnnouncedSpans(trace.Info);
        return request.AllowPartial is true || trace.Spans.Count >= announced
            ? new TraceResponse { Trace = trace.ToWire() }
            : throw TraceErrors.NotComplete(trace.Info.TraceId, trace.Spans.Count, announced);
    }

    private async Task<BatchGetTracesResponse> BatchGetAsync(
        BatchGetTracesRequest request, CancellationToken cancellationToken)
    {
        TraceRules.ValidateBatch(request.TraceIds!);
        var traces = await files.GetAsync(request.TraceIds!, cancellationToken);
        return new BatchGetTracesResponse { Traces = traces.ToWire(TraceMapping.ToWire) };
    }

    private async Task<BatchGetTraceInfosResponse> BatchGetInfosAsync(
        BatchGetTracesRequest request, CancellationToken cancellationToken)
    {
        TraceRules.ValidateBatch(request.TraceIds!);
        var infos = await store.GetInfosAsync(request.TraceIds!, cancellationToken);
        return new BatchGetTraceInfosResponse { TraceInfos = infos.ToWire(TraceMapping.ToWire) };
    }

    private async Task<SearchTracesResponse> SearchAsync(
        SearchTracesRequest request, CancellationToken cancellationToken)
    {
        var experiments = request.Locations!.Select(location => location.MlflowExperiment?.ExperimentId
            ?? throw ParameterErrors.Invalid(
                "This server searches experiments only: each of 'locations' needs 'mlflow_experiment.experiment_id'."));
        var page = await store.SearchAsync(
            new TraceQuery(
                ExperimentMapping.IdsOf([.. experiments]),
                TraceSearchLanguage.ParseFilter(request.Filter),
                TraceSearchLanguage.ParseOrder(request.OrderBy),
                PageLimit.OfBody(request.MaxResults, DefaultSearchResults, MaxSearchResults),
                request.PageToken),
            cancellationToken);
        return new SearchTracesResponse
        {
            Traces = page.Items.ToWire(TraceMapping.ToWire),
            NextPageToken = page.NextPageToken,
        };
    }

    private Task LinkToRunAsync(LinkTracesToRunRequest request, CancellationToken cancellationToken)
    {
        TraceRules.ValidateLinks(request.TraceIds!);
        return store.LinkToRunAsync(request.TraceIds!, request.RunId!, cancellationToken);
    }

    private Task LinkPromptsAsync(LinkPromptsToTraceRequest request, CancellationToken cancellationToken)
    {
        var prompts = request.PromptVersions.ToCore(p => new PromptReference(p.Name!, p.Version!));
        TraceRules.ValidatePrompts(prompts);
        return store.LinkPromptsAsync(request.TraceId!, prompts, cancellationToken);
    }

    private async Task<AssessmentResponse> CreateAssessmentAsync(
        CreateAssessmentRequest request, CancellationToken cancellationToken) =>
        Respond(await assessments.CreateAsync(
            AssessmentMapping.ToCore(request.Assessment!, request.TraceId!, NowMs()) with
            {
                // An id is the server's to give.
                AssessmentId = TraceRules.NewAssessmentId(),
            },
            cancellationToken));

    private static TraceResponse Respond(Contracts.Traces.TraceInfo info) =>
        new() { Trace = new Contracts.Traces.Trace { TraceInfo = info } };

    private static AssessmentResponse Respond(Domain.Assessment assessment) =>
        new() { Assessment = assessment.ToWire() };

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
