using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracking.Server.Access;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Operations.Health;

/// <summary>Whether this server should get requests; that it is alive, /health tells.</summary>
internal sealed class HealthPages(Readiness readiness, ILogger log) : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        routes.MapProbe(ProbePaths.Ready, AnswerReadyAsync);
        routes.MapProbe(ProbePaths.HealthReady, AnswerReadyAsync);
    }

    private async Task AnswerReadyAsync(HttpContext context)
    {
        var report = await readiness.ReportAsync(log, context.RequestAborted);
        context.Response.StatusCode = report.Status == "ready"
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        await Answer.WriteAsync(context, report, ReadinessJson.Default.ReadinessReport);
    }
}
