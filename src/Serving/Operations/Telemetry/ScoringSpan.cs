using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Tracking.Serving.Operations.Telemetry;

/// <summary>Spans of scoring requests, under the caller's W3C context; made only where somebody listens.</summary>
internal static class ScoringSpan
{
    public const string Name = "Tracking.Serving";

    private const int ServerError = 500;
    private static readonly ActivitySource Source = new(Name);

    /// <summary>Whether anybody listens.</summary>
    public static bool IsWanted => Source.HasListeners();

    /// <summary>Begins the span of a request; null where it is not sampled.</summary>
    public static Activity? Start(HttpContext context, string route)
    {
        var headers = context.Request.Headers;
        var parent = Activity.Current?.Context
            ?? (ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var remote)
                ? remote
                : default);
        var span = Source.StartActivity($"{context.Request.Method} {route}", ActivityKind.Server, parent);
        if (span is not null)
        {
            span.SetTag("http.request.method", context.Request.Method);
            span.SetTag("http.route", route);
            span.SetTag("url.path", context.Request.Path.Value);
            if (context.Request.RouteValues.TryGetValue("name", out var model))
            {
                span.SetTag("tracking.model", model);
            }
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

        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status >= ServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Dispose();
    }
}
