using System.Diagnostics;

namespace Tracking.Serving.Core.Tracing;

/// <summary>
/// Whether the span of one request is sent. Only its message tells which model it is for, after the span has begun:
/// so the rule of that model is asked then, once. Thread-safe.
/// </summary>
internal sealed class TraceDecision(TraceSettings settings)
{
    private const string Property = "tracking.trace.decision";
    private int _isMade;

    /// <summary>Leaves the decision of a span open.</summary>
    public static void Open(Activity span, TraceSettings settings) =>
        span.SetCustomProperty(Property, new TraceDecision(settings));

    /// <summary>Decides, unless that is done.</summary>
    /// <param name="span">The request's.</param>
    /// <param name="model">Null where the request reached none.</param>
    public static void Make(Activity span, string? model)
    {
        if (span.GetCustomProperty(Property) is TraceDecision decision && !decision.Takes(model))
        {
            // Neither it nor what would stand below it is exported.
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            span.IsAllDataRequested = false;
        }
    }

    private bool Takes(string? model) =>
        Interlocked.Exchange(ref _isMade, 1) != 0 || settings.RuleOf(model).Takes();
}
