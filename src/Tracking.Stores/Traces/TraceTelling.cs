using Tracking.Core;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;
using Tracking.Stores.Experiments;

namespace Tracking.Stores.Traces;

/// <summary>
/// The two ways in which a trace becomes known, in any order: someone tells its facts, or its spans arrive, from
/// which the facts follow as long as nobody told them.
/// </summary>
internal static class TraceTelling
{
    private static readonly Tag InTrackingStore = new(TraceKeys.SpansLocation, TraceKeys.TrackingStore);

    /// <summary>Whether the trace was there before.</summary>
    public static bool Tell(WriteSession session, TraceInfo trace)
    {
        TraceRow.Hold(session, trace.TraceId);
        var location = ExperimentStore.RequireActiveLocation(session, trace.ExperimentId);
        var (known, key) = TraceRow.LockOrInsert(session, trace, rootName: null);
        known?.Retell(session, trace);
        var writer = new TraceWriter(session, key, trace.ExperimentId);
        writer.SetMetadata(trace.Metadata);
        writer.SetTags([.. trace.Tags, Location(location, trace.TraceId)]);
        foreach (var assessment in trace.Assessments)
        {
            AssessmentRows.Insert(session, key, assessment);
        }

        return known is not null;
    }

    /// <summary>Adds spans to a trace, which keeps its experiment if it is there.</summary>
    public static void AddSpans(WriteSession session, long experimentId, SpanBatch batch)
    {
        TraceRow.Hold(session, batch.TraceId);
        var known = TraceRow.Lock(session, batch.TraceId);
        var experiment = known?.Info.ExperimentId ?? experimentId;
        var location = ExperimentStore.RequireActiveLocation(session, experiment);
        var rootName = batch.Spans.FirstOrDefault(span => span.ParentId is null)?.Name;
        var facts = TraceFacts.After(known?.Info, experiment, batch);
        var key = known?.Key ?? TraceRow.LockOrInsert(session, facts, rootName).Key;
        var writer = new TraceWriter(session, key, experiment);
        var isTold = known is not null && writer.HasMetadata(TraceKeys.InfoFinalized);
        SpanRows.Write(session, key, batch);
        if (isTold)
        {
            known!.Value.SetRootName(session, rootName);
        }
        else
        {
            known?.Update(session, facts, rootName);
            writer.SetMetadata(facts.Metadata);
            writer.SetMetadata(UsageOf(session, key));
        }

        writer.SetTags([InTrackingStore, Location(location, batch.TraceId)]);
    }

    private static Tag Location(string experimentLocation, string traceId) =>
        new(TraceKeys.ArtifactLocation, ArtifactLocation.OfTrace(experimentLocation, traceId));

    private static IEnumerable<Tag> UsageOf(StoreSession session, long traceKey) =>
        SpanRows.SumUsage(session, traceKey) is { } usage
            ? [new Tag(TraceKeys.TokenUsage, TokenUsage.ToJson(usage))]
            : [];
}
