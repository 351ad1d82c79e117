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

    private readonly List<ServedRoute> _served = [];

    /// <summary>Everything mapped so far.</summary>
    public IReadOnlyList<ServedRoute> Served => _served;

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
        var served = new ServedRoute([route.Verb, .. route.OtherVerbs], route.Path, RouteKind.Message)
        {
            IsInFamilies = true,
            Request = route.Request,
            Response = route.Response,
        };
        Add(served, async context => await handle(context, await reader.ReadAsync(context)));
    }

    /// <summary>Maps a path of the API whose bodies are not messages.</summary>
    public void MapRaw(IReadOnlyList<string> verbs, string path, RequestDelegate handle) =>
        Add(new ServedRoute(verbs, path, RouteKind.Raw) { IsInFamilies = true }, handle);

    /// <summary>Maps a path outside the API, such as <c>/get-artifact</c>.</summary>
    public void MapPage(IReadOnlyList<string> verbs, string path, RequestDelegate handle) =>
        Add(new ServedRoute(verbs, path, RouteKind.Raw), handle);

    /// <summary>Maps a path that tells how the server is, such as <c>/health</c>.</summary>
    public void MapProbe(string path, RequestDelegate handle) =>
        Add(new ServedRoute(["GET"], path, RouteKind.Probe), handle);

    /// <summary>Maps a page or file of the web UI: no part of the API, and nothing that waits for a slot.</summary>
    public void MapView(string path, RequestDelegate handle) =>
        endpoints.MapMethods(staticPrefix + path, ["GET", "HEAD"], handle);

    private void Add(ServedRoute route, RequestDelegate handle)
    {
        _served.Add(route);
        IReadOnlyList<string> verbs = route.Verbs.Contains("GET") ? [.. route.Verbs, "HEAD"] : route.Verbs;
        IReadOnlyList<string> paths = route.IsInFamilies ? [.. Families.Select(f => f + route.Path)] : [route.Path];
        foreach (var path in paths)
        {
            endpoints.MapMethods(staticPrefix + path, verbs, handle).WithMetadata(route);
        }
    }
}
