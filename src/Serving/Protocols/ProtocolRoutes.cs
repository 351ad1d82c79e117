using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols;

/// <summary>Writes a whole JSON body.</summary>
internal delegate void JsonBodyWriter(ResponseBuffer to);

/// <summary>Maps paths that know one method, and answers others the protocol's way.</summary>
internal static class ProtocolRoutes
{
    /// <summary>Maps one method of a path; every other gives 405 with an Allow header and the body given.</summary>
    public static IEndpointConventionBuilder MapOnly(
        this IEndpointRouteBuilder endpoints,
        string method,
        string pattern,
        RequestDelegate answer,
        JsonBodyWriter notAllowed)
    {
        return endpoints.Map(pattern, context =>
        {
            if (HttpMethods.Equals(context.Request.Method, method))
            {
                return answer(context);
            }

            context.Response.Headers.Allow = method;
            return SendJsonAsync(context, StatusCodes.Status405MethodNotAllowed, notAllowed);
        });
    }

    /// <summary>Sends a JSON body with its length.</summary>
    public static async Task SendJsonAsync(HttpContext context, int status, JsonBodyWriter write)
    {
        using var body = new ResponseBuffer();
        write(body);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Count;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            response.BodyWriter.Write(body.Written);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }
}
