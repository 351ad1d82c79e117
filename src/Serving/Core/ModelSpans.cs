using System.Diagnostics;
using Tracking.Serving.Core.Tracing;

namespace Tracking.Serving.Core;

/// <summary>
/// Spans of what a model does with a request, below the request's own; made only where that one is sampled, so that
/// nothing is paid while nobody listens.
/// </summary>
internal static class ModelSpans
{
    private const string ModelTag = "tracking.model";
    private const string VersionTag = "tracking.model.version";
    private const string RowsTag = "tracking.rows";
    private const string ReasonTag = "tracking.dispatch.reason";

    /// <summary>Of requests and of models.</summary>
    public static ActivitySource Source { get; } = new(ServingTelemetry.Name);

    /// <summary>The sampled span of ours that the calling thread works for; empty where there is none.</summary>
    public static ActivityContext Caller() =>
        Source.HasListeners() && Activity.Current is { Recorded: true } current && current.Source == Source
            ? current.Context
            : default;

    /// <summary>Says on the request's span which model answers it, whose settings decide whether it is sent.</summary>
    public static void Choose(LoadedModel model)
    {
        if (Source.HasListeners()
            && Activity.Current is { IsAllDataRequested: true } current
            && current.Source == Source)
        {
            TraceDecision.Make(current, model.Name);
            Describe(current, model);
        }
    }

    /// <summary>Begins one run of the model, below the span of the calling thread or the one that is given.</summary>
    public static Activity? Run(LoadedModel model, int rows, DispatchReason? reason, ActivityContext under = default)
    {
        var parent = under == default ? Caller() : under;
        var span = Start("model run", model, parent, []);
        span?.SetTag(RowsTag, rows);
        if (reason is { } why)
        {
            span?.SetTag(ReasonTag, ServingMeter.NameOf(why));
        }

        return span;
    }

    /// <summary>Begins a batch: below the first of its sampled requests, with a link to each.</summary>
    public static Activity? Batch(
        LoadedModel model, IEnumerable<ActivityContext> requests, int rows, DispatchReason reason)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var sampled = requests.Where(request => request != default).ToList();
        if (sampled.Count == 0)
        {
            return null;
        }

        var span = Start("batch", model, sampled[0], [.. sampled.Select(request => new ActivityLink(request))]);
        span?.SetTag(RowsTag, rows).SetTag("tracking.requests", sampled.Count);
        span?.SetTag(ReasonTag, ServingMeter.NameOf(reason));
        return span;
    }

    /// <summary>Tells how long a request waited, when its wait is over; linked to what it waited for.</summary>
    public static void Waited(
        LoadedModel model, ActivityContext request, Activity? batch, DateTimeOffset until, TimeSpan wait)
    {
        if (request != default)
        {
            var links = batch is null ? [] : new[] { new ActivityLink(batch.Context) };
            using var span = Start("queue", model, request, links, until - wait);
            span?.SetEndTime(until.UtcDateTime);
        }
    }

    /// <summary>Begins the wait for a free place at the model.</summary>
    public static Activity? WaitForPlace(LoadedModel model) => Start("queue", model, Caller(), []);

    /// <summary>Marks a span as failed; the message stays out, for it may quote the request.</summary>
    public static void Fail(Activity? span, Exception error)
    {
        span?.SetTag("error.type", (error as ServingException)?.Error.ToString() ?? error.GetType().Name);
        span?.SetStatus(ActivityStatusCode.Error);
    }

    private static Activity? Start(
        string name, LoadedModel model, ActivityContext parent, ActivityLink[] links, DateTimeOffset start = default)
    {
        if (parent == default)
        {
            return null;
        }

        var span = Source.StartActivity(name, ActivityKind.Internal, parent, tags: null, links, start);
        if (span is not null)
        {
            Describe(span, model);
        }

        return span;
    }

    private static void Describe(Activity span, LoadedModel model)
    {
        span.SetTag(ModelTag, model.Name);
        if (model.Version is { } version)
        {
            span.SetTag(VersionTag, version);
        }
    }
}
