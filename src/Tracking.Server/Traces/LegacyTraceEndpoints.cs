using Tracking.Contracts;
using Tracking.Contracts.Traces;
using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Core.Search;
using Tracking.Core.Traces;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;
using Domain = Tracking.Core.Traces;

namespace Tracking.Server.Traces;

/// <summary>Version 2 of the trace API over the same traces.</summary>
internal sealed class LegacyTraceEndpoints(ITraceStore store, TraceFiles files) : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.LegacyTraces.Start, StartAsync);
        routes.Map(Routes.LegacyTraces.End, EndAsync);
        routes.Map(Routes.LegacyTraces.GetInfo, async (request, token) =>
            Respond(await store.GetInfoAsync(request.RequestId!, token)));
        routes.Map(Routes.LegacyTraces.Search, SearchAsync);
        routes.Map(Routes.LegacyTraces.SearchUnified, SearchAsync);
        routes.Map(Routes.LegacyTraces.Delete, files.DeleteAsync);
        routes.Map(Routes.LegacyTraces.SetTag, (request, token) => TraceEndpoints.SetTagAsync(
            store, request.RequestId!, new Tag(request.Key!, request.Value ?? ""), token));
        routes.Map(Routes.LegacyTraces.DeleteTag, (request, token) =>
            store.DeleteTagAsync(request.RequestId!, request.Key!, token));
    }

    private async Task<LegacyTraceInfoResponse> StartAsync(
        LegacyStartTraceRequest request, CancellationToken cancellationToken)
    {
        var trace = new Domain.TraceInfo(
            TraceRules.NewLegacyId(),
            ExperimentRules.ParseId(request.ExperimentId!),
            request.TimestampMs!.Value,
            DurationMs: null,
            Domain.TraceState.InProgress)
        {
            Metadata = request.RequestMetadata.ToCore(TraceMapping.ToCore),
            Tags = request.Tags.ToCore(TraceMapping.ToCore),
        };
        TraceRules.ValidateInfo(trace);
        return Respond(await store.BeginAsync(trace, cancellationToken));
    }

    private async Task<LegacyTraceInfoResponse> EndAsync(
        LegacyEndTraceRequest request, CancellationToken cancellationToken)
    {
        var end = new TraceEnd(
            request.RequestId!,
            request.TimestampMs!.Value,
            (Domain.TraceState)(request.Status ?? TraceStatus.Unspecified),
            request.RequestMetadata.ToCore(TraceMapping.ToCore),
            request.Tags.ToCore(TraceMapping.ToCore));
        TraceRules.ValidateMetadata(end.Metadata);
        TraceRules.ValidateTags(end.Tags);
        return Respond(await store.EndAsync(end, cancellationToken));
    }

    private async Task<LegacySearchTracesResponse> SearchAsync(
        LegacySearchTracesRequest request, CancellationToken cancellationToken)
    {
        var page = await store.SearchAsync(
            new TraceQuery(
                ExperimentMapping.IdsOf(request.ExperimentIds),
                TraceSearchLanguage.ParseFilter(request.Filter),
                TraceSearchLanguage.ParseOrder(request.OrderBy),
                PageLimit.OfQuery(
                    request.MaxResults, TraceEndpoints.DefaultSearchResults, TraceEndpoints.MaxSearchResults),
                request.PageToken),
            cancellationToken);
        return new LegacySearchTracesResponse
        {
            Traces = page.Items.ToWire(TraceMapping.ToLegacy),
            NextPageToken = page.NextPageToken,
        };
    }

    private static LegacyTraceInfoResponse Respond(Domain.TraceInfo trace) => new() { TraceInfo = trace.ToLegacy() };
}
