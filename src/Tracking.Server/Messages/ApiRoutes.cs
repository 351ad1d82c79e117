using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracking.Contracts;

namespace Tracking.Server.Messages;

/// <summary>
/// Maps the contract's routes below <c>/api/</c> and <c>/ajax-api/</c>, and the few that are no messages.
/// </summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder endpoints, string staticPrefix, int maxBodyBytes)
{
    private static readonly string[] Families = ["/api/", "/ajax-api/"];

    /// <summary>Maps a message endpoint: reads the request, calls the handler, writes its answer.</summary>
    public void Map<TRequest, TResponse>(
        Route<TRequest, TResponse> route,
        Func<TRequest, CancellationToken, Task<TResponse>> handle)
        where TRequest : class
        where TResponse : class =>
        Map(route, async (context, request) =>
            await Answer.WriteAsync(context, await handle(request, context.RequestAborted), route.Response));

    /// <summary>Maps an endpoint that has nothing to answer.</summary>
    public void Map<TRequest>(Route<TRequest, EmptyMessage> route, Func<TRequest, CancellationToken, Task> handle)
        where TRequest : class =>
        Map(route, async (context, request) =>
        {
            await handle(request, context.RequestAborted);
            await Answer.WriteAsync(context, EmptyMessage.Instance, route.Response);
        });

    /// <summary>Maps an endpoint that writes its own answer.</summary>
    public void Map<TRequest, TResponse>(
        Route<TRequest, TResponse> route,
        Func<HttpContext, TRequest, Task> handle)
        where TRequest : class
        where TResponse : class
    {
        var reader = new RequestReader<TRequest>(route.Path, maxBodyBytes);
        MapRaw([route.Verb, .. route.OtherVerbs], route.Path, async context =>
            await handle(context, await reader.ReadAsync(context)));
    }

    /// <summary>Maps a path of the API whose bodies are not messages.</summary>
    public void MapRaw(IReadOnlyList<string> verbs, string path, RequestDelegate handle)
    {
        foreach (var family in Families)
        {
            MapPage(verbs, family + path, handle);
        }
    }

    /// <summary>Maps a path outside the API, such as <c>/health</c>.</summary>
    public void MapPage(IReadOnlyList<string> verbs, string path, RequestDelegate handle) =>
        endpoints.MapMethods(staticPrefix + path, verbs.Contains("GET") ? [.. verbs, "HEAD"] : verbs, handle);
}
