using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracking.Artifacts;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;
using Tracking.Contracts.Json;
using Tracking.Core.Errors;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Artifacts;

/// <summary>The store that clients reach with <c>mlflow-artifacts:</c> URIs: raw bytes below one URL.</summary>
internal sealed class ArtifactProxyEndpoints(IArtifactStore store, TrackingServerOptions options) : IEndpointGroup
{
    private const string Root = "2.0/mlflow-artifacts/";
    private const string Files = Root + "artifacts/";

    public void Map(ApiRoutes routes)
    {
        if (!options.ServeArtifacts)
        {
            routes.MapRaw(["GET", "PUT", "POST", "DELETE"], Root + "{**artifact_path}", RefuseAllAsync);
            return;
        }

        var folders = new ArtifactFolders(store);
        routes.Map(Routes.Artifacts.ListProxied, async (request, token) => new ListProxiedArtifactsResponse
        {
            Files = await ListAsync(request.Path, token),
        });
        routes.MapRaw(["GET"], Files + "{**artifact_path}", context =>
            ArtifactContent.SendAsync(context, folders.Store, PathOf(context.Request)));
        routes.MapRaw(["PUT"], Files + "{**artifact_path}", UploadAsync);
        routes.MapRaw(["DELETE"], Files + "{**artifact_path}", DeleteAsync);
        routes.MapRaw(["POST"], Root + "mpu/{action}/{**artifact_path}", _ => throw NotSupported("upload"));
        routes.MapRaw(["GET"], Root + "presigned/{**artifact_path}", _ => throw NotSupported("download"));
    }

    private async Task<IReadOnlyList<ArtifactFile>?> ListAsync(string? path, CancellationToken cancellationToken)
    {
        var entries = await store.ListAsync(ArtifactFolders.Requested(path), cancellationToken);
        return entries.Count == 0 ? null : [.. entries.Select(entry => ArtifactFolders.ToWire(entry, entry.Path.Name))];
    }

    private async Task UploadAsync(HttpContext context)
    {
        var path = PathOf(context.Request);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxArtifactBytes;
        }

        await ArtifactContent.TakeAsync(context, store, path);
        await Answer.WriteAsync(context, EmptyMessage.Instance, WireJson.Default.EmptyMessage);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        await store.DeleteAsync(PathOf(context.Request), context.RequestAborted);
        await Answer.WriteAsync(context, EmptyMessage.Instance, WireJson.Default.EmptyMessage);
    }

    /// <summary>
    /// The path from the request line itself: by the time the router sees it, the server has resolved every "..".
    /// </summary>
    private static ArtifactPath PathOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        var start = target.IndexOf(Files, StringComparison.Ordinal);
        var query = target.IndexOf('?');
        if (start < 0 || (query >= 0 && query < start))
        {
            throw new InvalidArtifactPathException("the request line hides where the artifact path begins");
        }

        var encoded = target[(start + Files.Length)..(query < 0 ? target.Length : query)];
        var path = ArtifactFolders.Requested(Uri.UnescapeDataString(encoded.ToString()));
        return path.IsRoot
            ? throw new InvalidArtifactPathException("it is empty; expected the path of a file or folder")
            : path;
    }

    private static TrackingException NotSupported(string direction) => new(
        ErrorCode.NotImplemented, $"Multipart {direction} is not supported for the current artifact repository");

    private static Task RefuseAllAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Answer.WriteTextAsync(
            context,
            "text/plain; charset=utf-8",
            $"Endpoint: {context.Request.Path} disabled due to the mlflow server running in " +
            "`--no-serve-artifacts` mode. " +
            "To enable artifacts serving, run `tracking server` with `--serve-artifacts`");
    }
}
