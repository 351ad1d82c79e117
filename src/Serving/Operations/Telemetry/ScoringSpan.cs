using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracking.Serving.Core;
using Tracking.Serving.Core.Tracing;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Operations.Telemetry;

/// <summary>Spans of scoring requests, under the caller's W3C context; made only where somebody listens.</summary>
internal static class ScoringSpan
{
    private const int ServerError = 500;

    /// <summary>Whether anybody listens.</summary>
    public static bool IsWanted => ModelSpans.Source.HasListeners();

    /// <summary>Begins the span of a request; null where it is not sampled.</summary>
    public static Activity? Start(HttpContext context, string route, TraceSettings settings)
    {
        var request = context.Request;
        var isCall = GrpcHeaders.IsCall(request);
        var name = isCall ? route.TrimStart('/') : $"{request.Method} {route}";
        var span = StartBelow(ParentOf(request), name);
        if (span is null)
        {
            return null;
        }

        TraceDecision.Open(span, settings);

        // Whoever asks for the request's activity, as the access log does, is told of the one that is sent: this one,
        // unless the web server's own is.
        if (context.Features.Get<IHttpActivityFeature>() is { } told && !IsSent(told.Activity))
        {
            told.Activity = span;
        }

        span.SetTag("http.request.method", request.Method);
        span.SetTag("http.route", route);
        span.SetTag("url.path", request.Path.Value);
        if (isCall && name.Split('/') is [var service, var method])
        {
            span.SetTag("rpc.system", "grpc").SetTag("rpc.service", service).SetTag("rpc.method", method);
        }

        return span;
    }

    /// <summary>Ends it by what was answered.</summary>
    public static void End(Activity? span, HttpContext context)
    {
        if (span is null)
        {
            return;
        }

        TraceDecision.Make(span, model: null);
        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        var isFailure = status >= ServerError;
        if (GrpcHeaders.OutcomeOf(context.Response) is { } outcome)
        {
            span.SetTag("rpc.grpc.status_code", (int)outcome);
            isFailure |= IsServersFault(outcome);
        }

        if (isFailure)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Dispose();
    }

    private static bool IsSent(Activity activity) => activity.Source.Name.Length > 0;

    private static Activity? StartBelow(ActivityContext parent, string name)
    {
        var current = Activity.Current;
        if (parent == default)
        {
            // Without a parent a span would go below the current one, which is the web server's.
            Activity.Current = null;
        }

        var span = ModelSpans.Source.StartActivity(name, ActivityKind.Server, parent);
        if (span is null)
        {
            Activity.Current = current;
        }

        return span;
    }

    private static bool IsServersFault(GrpcStatusCode outcome) => outcome is GrpcStatusCode.Unknown
        or GrpcStatusCode.DeadlineExceeded
        or GrpcStatusCode.Unimplemented
        or GrpcStatusCode.Internal
        or GrpcStatusCode.Unavailable
        or GrpcStatusCode.DataLoss;

    // The web server makes an activity for the log's sake too, without a source, which nobody samples and nobody is
    // sent: only one of a source says more than the request's headers.
    private static ActivityContext ParentOf(HttpRequest request)
    {
        if (Activity.Current is { } current && IsSent(current))
        {
            return current.Context;
        }

        var headers = request.Headers;
        return ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var remote)
            ? remote
            : default;
    }
}
