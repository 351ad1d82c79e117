using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols;
using Tracking.Serving.Protocols.Grpc.Wire;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Mlflow;
using Tracking.Serving.Protocols.OpenInference;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>Requests that are refused before their protocol sees them, answered in the protocol's shape.</summary>
internal static class Refusals
{
    public static async Task SendAsync(HttpContext context, ServingException refusal)
    {
        var request = context.Request;
        if (GrpcHeaders.IsCall(request))
        {
            if (GrpcHeaders.Check(context))
            {
                GrpcHeaders.End(context.Response, GrpcErrors.Of(refusal), hasBody: false);
            }

            return;
        }

        if (refusal.Error == ServingError.Unauthenticated)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.RetryAfter is { } pause)
        {
            context.Response.Headers.RetryAfter = $"{Math.Ceiling(Math.Max(1, pause.TotalSeconds)):0}";
        }

        using var body = new ResponseBuffer();
        var (status, contentType) = Write(request.Path, refusal, body);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Count;
        context.Response.BodyWriter.Write(body.Written);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    // TensorFlow Serving and Open Inference have the same body.
    private static (int Status, string ContentType) Write(PathString path, ServingException refusal, ResponseBuffer to)
    {
        var text = path.Value ?? string.Empty;
        if (text.Contains("/v1/", StringComparison.Ordinal) || text.Contains("/v2", StringComparison.Ordinal))
        {
            OpenInferenceErrors.Write(to, refusal.Message);
            return (OpenInferenceErrors.StatusOf(refusal.Error), "application/json");
        }

        var answer = MlflowErrors.Write(refusal.Error, refusal.Message, to);
        return (answer.Status, answer.ContentType);
    }
}
