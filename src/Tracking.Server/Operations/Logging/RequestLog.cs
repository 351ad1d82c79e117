using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tracking.Server.Operations.Logging;

/// <summary>One line per request at level Information.</summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log, TrackingServerOptions options)
{
    private static readonly EventId Answered = new(1, nameof(Answered));

    public Task InvokeAsync(HttpContext context) =>
        log.IsEnabled(LogLevel.Information) ? LogAsync(context) : next(context);

    private async Task LogAsync(HttpContext context)
    {
        var start = options.Time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            log.Log(
                LogLevel.Information,
                Answered,
                new RequestEntry(context, options.Time.GetElapsedTime(start)),
                exception: null,
                static (entry, _) => entry.ToString());
        }
    }
}
