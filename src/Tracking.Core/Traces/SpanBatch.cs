using Tracking.Core.Errors;

namespace Tracking.Core.Traces;

/// <summary>Some or all spans of one trace.</summary>
public sealed record SpanBatch(string TraceId, IReadOnlyList<TraceSpan> Spans)
{
    /// <summary>The run in which the spans were made; null if the sender did not say.</summary>
    public string? RunId { get; init; }

    /// <summary>Groups spans by their traces, each in the order of its first span.</summary>
    public static IReadOnlyList<SpanBatch> Group(IEnumerable<TraceSpan> spans) =>
        [.. spans.GroupBy(span => span.TraceId).Select(group =>
            new SpanBatch(TraceRules.TraceIdOf(group.Key), [.. group]))];

    /// <summary>How many characters the spans hold, about.</summary>
    /// <exception cref="TrackingException">Something of a span is too long, or there are too many.</exception>
    public long Validate()
    {
        if (Spans.Count > TraceRules.MaxSpans)
        {
            throw TraceErrors.TooManySpans(TraceId, Spans.Count);
        }

        return Spans.Sum(SpanLimits.Validate);
    }
}
