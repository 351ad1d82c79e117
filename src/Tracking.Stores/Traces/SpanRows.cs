using Tracking.Core.Traces;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Traces;

/// <summary>Rows of the table of spans.</summary>
internal static class SpanRows
{
    private const string Upsert = """
        INSERT INTO trace_span(trace_key, span_id, parent_id, start_ns, end_ns, status, name, type, model, provider,
          input_cost, output_cost, total_cost, usage, content)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        ON CONFLICT(trace_key, span_id) DO UPDATE SET parent_id = excluded.parent_id, start_ns = excluded.start_ns,
          end_ns = excluded.end_ns, status = excluded.status, name = excluded.name, type = excluded.type,
          model = excluded.model, provider = excluded.provider, input_cost = excluded.input_cost,
          output_cost = excluded.output_cost, total_cost = excluded.total_cost, usage = excluded.usage,
          content = excluded.content
        """;

    private const string Count = "SELECT count(*) FROM trace_span WHERE trace_key = ?";

    private const string SelectUsages = "SELECT span_id, parent_id, usage FROM trace_span WHERE trace_key = ?";

    private const string SelectSpans = """
        SELECT s.trace_key, s.span_id, s.parent_id, s.start_ns, s.end_ns, s.status, s.name, s.content, t.trace_id
        FROM trace_span s JOIN trace t ON t.trace_key = s.trace_key
        WHERE s.trace_key IN (SELECT value FROM json_each(?)) ORDER BY s.trace_key, s.start_ns, s.span_id
        """;

    /// <exception cref="Core.Errors.TrackingException">The trace would have too many spans.</exception>
    public static void Write(StoreSession session, long traceKey, SpanBatch batch)
    {
        foreach (var span in batch.Spans)
        {
            Write(session, traceKey, span, SpanFacts.Of(span));
        }

        var count = session.Statement(Count).Bind(1, traceKey).SingleInt64() ?? 0;
        if (count > TraceRules.MaxSpans)
        {
            throw TraceErrors.TooManySpans(batch.TraceId, count);
        }
    }

    /// <summary>The tokens of all spans of a trace; null if none tells any.</summary>
    public static IReadOnlyDictionary<string, double>? SumUsage(StoreSession session, long traceKey)
    {
        var spans = new List<SpanUsage>();
        var row = session.Statement(SelectUsages).Bind(1, traceKey);
        while (row.Step())
        {
            spans.Add(new SpanUsage(row.Int64(0), row.NullableInt64(1), TokenUsage.Parse(row.NullableText(2))));
        }

        return TokenUsage.Sum(spans);
    }

    /// <summary>The spans of some traces, the earliest first, by the keys of the traces.</summary>
    public static ILookup<long, TraceSpan> Read(StoreSession session, string traceKeys)
    {
        var spans = new List<(long Trace, TraceSpan Span)>();
        var row = session.Statement(SelectSpans).Bind(1, traceKeys);
        while (row.Step())
        {
            var traceId = row.Text(8);
            var span = new TraceSpan(
                TraceRules.OtelIdOf(traceId) ?? "",
                row.Int64(1),
                row.NullableInt64(2),
                row.Text(6),
                row.Int64(3),
                row.Int64(4))
            {
                Status = (SpanStatus)row.Int32(5),
            };
            spans.Add((row.Int64(0), SpanContent.Read(span, traceId, System.Text.Encoding.UTF8.GetBytes(row.Text(7)))));
        }

        return spans.ToLookup(s => s.Trace, s => s.Span);
    }

    private static void Write(StoreSession session, long traceKey, TraceSpan span, SpanFacts facts) =>
        session.Statement(Upsert)
            .Bind(1, traceKey)
            .Bind(2, span.SpanId)
            .Bind(3, span.ParentId)
            .Bind(4, span.StartNs)
            .Bind(5, span.EndNs)
            .Bind(6, (long)span.Status)
            .Bind(7, SpanJson.Storable(span.Name))
            .Bind(8, facts.Type)
            .Bind(9, facts.Model)
            .Bind(10, facts.Provider)
            .Bind(11, facts.Cost.Input ?? double.NaN)
            .Bind(12, facts.Cost.Output ?? double.NaN)
            .Bind(13, facts.Cost.Total ?? double.NaN)
            .Bind(14, facts.Usage is null ? null : TokenUsage.ToJson(facts.Usage))
            .Bind(15, SpanContent.Write(span))
            .Run();
}
