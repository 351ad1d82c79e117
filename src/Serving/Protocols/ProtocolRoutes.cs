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
        JsonBodyWriter notAllowed) => endpoints.MapOnly([method], pattern, answer, notAllowed);

    /// <summary>As the other overload, with several methods.</summary>
    public static IEndpointConventionBuilder MapOnly(
        this IEndpointRouteBuilder endpoints,
        string[] methods,
        string pattern,
        RequestDelegate answer,
        JsonBodyWriter notAllowed)
    {
        var allowed = string.Join(", ", methods);
        return endpoints.Map(pattern, context =>
        {
            if (IsOneOf(methods, context.Request.Method))
            {
                return answer(context);
            }

            context.Response.Headers.Allow = allowed;
            return SendJsonAsync(context, StatusCodes.Status405MethodNotAllowed, notAllowed);
        });
    }

    private static bool IsOneOf(string[] methods, string method)
    {
        foreach (var one in methods)
        {
            if (HttpMethods.Equals(method, one))
            {
                return true;
            }
        }

        return false;
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
