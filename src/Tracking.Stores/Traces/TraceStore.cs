using System.Text.Json;
using Tracking.Core;
using Tracking.Core.Search.Paging;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Traces;

/// <summary>Keeps traces and their spans. What is sent again changes nothing.</summary>
internal sealed class TraceStore(StoreDatabase database, TraceHydrator hydrator, TraceSearch search) : ITraceStore
{
    public async Task<StartedTrace> StartAsync(TraceInfo trace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var wasThere = await database.WriteAsync(
            session => TraceTelling.Tell(
                session, trace with { Metadata = [.. trace.Metadata, TraceRules.Finalized] }),
            cancellationToken);
        return new StartedTrace(await GetInfoAsync(trace.TraceId, cancellationToken), wasThere);
    }

    public Task LogSpansAsync(long experimentId, SpanBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var size = new WriteSize(batch.Validate(), batch.Spans.Count);
        return database.WriteAsync(
            session => TraceTelling.AddSpans(session, experimentId, batch), size, cancellationToken);
    }

    public async Task<TraceInfo> BeginAsync(TraceInfo trace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trace);
        await database.WriteAsync(session => TraceTelling.Tell(session, trace), cancellationToken);
        return await GetInfoAsync(trace.TraceId, cancellationToken);
    }

    public async Task<TraceInfo> EndAsync(TraceEnd end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(end);
        await database.WriteAsync(
            session =>
            {
                var row = TraceRow.Lock(session, end.TraceId) ?? throw TraceErrors.NotFound(end.TraceId);
                row.Update(
                    session,
                    row.Info with { DurationMs = end.EndMs - row.Info.TimestampMs, State = end.State },
                    rootName: null);
                var writer = new TraceWriter(session, row.Key, row.Info.ExperimentId);
                writer.SetMetadata(end.Metadata);
                writer.SetTags(end.Tags);
            },
            cancellationToken);
        return await GetInfoAsync(end.TraceId, cancellationToken);
    }

    public Task<TraceInfo> GetInfoAsync(string traceId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => TraceRow.FindKey(session, traceId) is { } key
                ? hydrator.Hydrate(session, [key])[0]
                : throw TraceErrors.NotFound(traceId),
            cancellationToken);

    public Task<IReadOnlyList<TraceInfo>> GetInfosAsync(
        IReadOnlyList<string> traceIds, CancellationToken cancellationToken) =>
        database.ReadAsync(session => hydrator.Hydrate(session, KeysOf(session, traceIds)), cancellationToken);

    public Task<IReadOnlyList<Trace>> GetAsync(
        IReadOnlyList<string> traceIds, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => hydrator.HydrateWithSpans(session, KeysOf(session, traceIds)), cancellationToken);

    public Task<Page<TraceInfo>> SearchAsync(TraceQuery query, CancellationToken cancellationToken) =>
        search.SearchAsync(query, cancellationToken);

    public Task SetTagAsync(string traceId, Tag tag, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var row = TraceRow.Lock(session, traceId) ?? throw TraceErrors.CannotBelongTo(traceId);
                new TraceWriter(session, row.Key, row.Info.ExperimentId).SetTags([tag]);
            },
            cancellationToken);

    public Task DeleteTagAsync(string traceId, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                if (TraceRow.FindKey(session, traceId) is not { } traceKey
                    || session.FindKeyId(key) is not { } keyId
                    || session.Statement(TraceSql.DeleteTag).Bind(1, traceKey).Bind(2, keyId).Change() == 0)
                {
                    throw TraceErrors.TagNotFound(traceId, key);
                }
            },
            cancellationToken);

    public Task<IReadOnlyList<string>> DeleteAsync(TraceDeletion deletion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deletion);
        return new TraceRemoval(database, deletion).RunAsync(cancellationToken);
    }

    public Task LinkToRunAsync(IReadOnlyList<string> traceIds, string runId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                foreach (var traceId in traceIds.Distinct().Order(StringComparer.Ordinal))
                {
                    if (TraceRow.Lock(session, traceId) is { } row)
                    {
                        new TraceWriter(session, row.Key, row.Info.ExperimentId).LinkRun(runId);
                    }
                }
            },
            cancellationToken);

    public Task LinkPromptsAsync(
        string traceId, IReadOnlyList<PromptReference> prompts, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var row = TraceRow.Lock(session, traceId) ?? throw TraceErrors.CannotBelongTo(traceId);
                var known = TraceWriter.PromptsIn(TagOf(session, row.Key, TraceKeys.LinkedPrompts));
                var all = known.Union(prompts).Select(p => new { name = p.Name, version = p.Version });
                var tag = new Tag(TraceKeys.LinkedPrompts, JsonSerializer.Serialize(all));
                new TraceWriter(session, row.Key, row.Info.ExperimentId).SetTags([tag]);
            },
            cancellationToken);

    private static long[] KeysOf(StoreSession session, IReadOnlyList<string> traceIds) =>
        [.. traceIds.Distinct().Select(id => TraceRow.FindKey(session, id)).OfType<long>()];

    private static string? TagOf(WriteSession session, long traceKey, string key)
    {
        if (session.FindKeyId(key) is not { } keyId)
        {
            return null;
        }

        var row = session.Statement(TraceSql.SelectTag).Bind(1, traceKey).Bind(2, keyId);
        if (!row.Step())
        {
            return null;
        }

        var value = row.Text(0);
        row.Reset();
        return value;
    }
}
