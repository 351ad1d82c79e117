using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Tracking.Server.Messages;

namespace Tracking.Server.Operations.Exposition;

/// <summary>Counts the bytes of artifacts in both directions.</summary>
internal sealed class ArtifactTraffic(RequestDelegate next, ServerMeter meter)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ServedRoute>() is { Kind: RouteKind.Raw } route
        && route.Path.Contains("artifact", StringComparison.Ordinal)
            ? CountAsync(context)
            : next(context);

    private async Task CountAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var (body, answer) = (request.Body, response.Body);
        request.Body = new CountedStream(body, meter.ArtifactsReceived);
        response.Body = new CountedStream(answer, meter.ArtifactsSent);
        try
        {
            await next(context);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            // An error is answered by others, and is no artifact.
            request.Body = body;
            response.Body = answer;
        }
    }
}
