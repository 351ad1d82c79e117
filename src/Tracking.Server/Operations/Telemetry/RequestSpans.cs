using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tracking.Server.Operations.Telemetry;

/// <summary>Gives the web server's span of a request its name and OpenTelemetry's HTTP attributes.</summary>
internal sealed class RequestSpans(RequestDelegate next)
{
    private const int ServerError = 500;

    public async Task InvokeAsync(HttpContext context)
    {
        var span = Activity.Current;
        try
        {
            await next(context);
        }
        finally
        {
            if (span is { IsAllDataRequested: true })
            {
                Describe(span, context);
            }
        }
    }

    private static void Describe(Activity span, HttpContext context)
    {
        var request = context.Request;
        var status = context.Response.StatusCode;
        span.DisplayName = request.Method;
        span.SetTag("http.request.method", request.Method);
        span.SetTag("url.path", request.Path.ToUriComponent());
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("http.response.status_code", status);
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.DisplayName = $"{request.Method} {route}";
            span.SetTag("http.route", route);
        }

        if (status >= ServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
