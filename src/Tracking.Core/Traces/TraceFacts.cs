namespace Tracking.Core.Traces;

/// <summary>
/// The facts of a trace that nobody told, as they follow from the spans that came so far: it lasts from its first
/// start to its last end, and its root span says how it ended.
/// </summary>
public static class TraceFacts
{
    private const long NsPerMs = 1_000_000;

    /// <summary>The trace after a batch; <paramref name="known"/> is null if it is new.</summary>
    public static TraceInfo After(TraceInfo? known, long experimentId, SpanBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var start = batch.Spans.Min(span => span.StartNs) / NsPerMs;
        var end = batch.Spans.Max(span => Math.Max(span.StartNs, span.EndNs)) / NsPerMs;
        if (known is not null)
        {
            start = Math.Min(start, known.TimestampMs);
            end = Math.Max(end, known.TimestampMs + (known.DurationMs ?? 0));
        }

        var trace = new TraceInfo(
            batch.TraceId, experimentId, start, end - start, known?.State ?? TraceState.InProgress)
        {
            ClientRequestId = known?.ClientRequestId,
            RequestPreview = known?.RequestPreview,
            ResponsePreview = known?.ResponsePreview,
            Metadata = MetadataOf(batch),
        };
        return batch.Spans.FirstOrDefault(span => span.ParentId is null) is { } root ? WithRoot(trace, root) : trace;
    }

    private static TraceInfo WithRoot(TraceInfo trace, TraceSpan root) => trace with
    {
        State = root.EndNs == 0 ? TraceState.InProgress
            : root.Status == SpanStatus.Error ? TraceState.Error
            : TraceState.Ok,
        RequestPreview = TraceRules.Preview(SpanFacts.InputsOf(root)) ?? trace.RequestPreview,
        ResponsePreview = TraceRules.Preview(SpanFacts.OutputsOf(root)) ?? trace.ResponsePreview,
    };

    private static List<Tag> MetadataOf(SpanBatch batch)
    {
        var metadata = new List<Tag>();
        Add(TraceKeys.Session, SpanFacts.SessionOf);
        Add(TraceKeys.User, SpanFacts.UserOf);
        if (batch.RunId is { } run)
        {
            metadata.Add(new Tag(TraceKeys.SourceRun, run));
        }

        return metadata;

        void Add(string key, Func<TraceSpan, string?> find)
        {
            if (batch.Spans.Select(find).FirstOrDefault(value => value is not null) is { } value)
            {
                metadata.Add(new Tag(key, value));
            }
        }
    }
}
