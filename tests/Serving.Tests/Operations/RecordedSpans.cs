using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tracking.Serving.Tests.Operations;

/// <summary>What the serve host tells about the requests of one trace; only sampled callers are listened to.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public RecordedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ServingTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> made) => made.Parent.TraceFlags.HasFlag(
                ActivityTraceFlags.Recorded)
                ? ActivitySamplingResult.AllDataAndRecorded
                : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                // As exporters do.
                if (span.Recorded)
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>A caller's own span and trace.</summary>
    public ActivityContext Caller { get; } = new(
        ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "vendor=1");

    /// <summary>As the caller sends it.</summary>
    public string TraceParent => $"00-{Caller.TraceId}-{Caller.SpanId}-01";

    /// <summary>Those of the caller's trace that have ended, by name.</summary>
    public ILookup<string, Activity> Ended =>
        _ended.Where(span => span.TraceId == Caller.TraceId).ToLookup(span => span.DisplayName);

    /// <summary>Sends the trace along with every request.</summary>
    public void SendWith(HttpClient client)
    {
        client.DefaultRequestHeaders.Add("traceparent", TraceParent);
        client.DefaultRequestHeaders.Add("tracestate", Caller.TraceState);
    }

    public void Dispose() => _listener.Dispose();
}
