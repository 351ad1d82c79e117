using Tracking.Core;
using Tracking.Core.Traces;

namespace Tracking.Stores.Contract.Traces;

/// <summary>Traces and spans for the suites of traces.</summary>
public abstract class TraceSpecs : StoreSpecs
{
    protected const long Ms = 1_000_000;

    /// <summary>An id of OpenTelemetry made of one digit.</summary>
    protected static string OtelId(char digit) => new(digit, 32);

    protected static string TraceId(char digit) => "tr-" + OtelId(digit);

    protected static TraceSpan Span(
        char trace, long id, long? parent = null, long startMs = 1_000, long endMs = 1_500, string? name = null) =>
        new(OtelId(trace), id, parent, name ?? $"span{id}", startMs * Ms, endMs * Ms);

    protected static SpanProperty Text(string key, string value) => new(key, new TextValue(value));

    protected Task LogAsync(params TraceSpan[] spans) => LogToAsync(0, spans);

    protected async Task LogToAsync(long experimentId, params TraceSpan[] spans)
    {
        foreach (var batch in SpanBatch.Group(spans))
        {
            await Rig.Traces.LogSpansAsync(experimentId, batch, Deadline);
        }
    }

    protected async Task<TraceInfo> StartAsync(TraceInfo trace) =>
        (await Rig.Traces.StartAsync(trace, Deadline)).Info;

    protected async Task<Trace> GetAsync(char trace) =>
        Assert.Single(await Rig.Traces.GetAsync([TraceId(trace)], Deadline));

    protected static string? ValueOf(IReadOnlyList<Tag> tags, string key) =>
        tags.FirstOrDefault(tag => tag.Key == key).Value;
}
