using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracking.Artifacts;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;
using Tracking.Contracts.Json;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Artifacts;

/// <summary>The store that clients reach with <c>mlflow-artifacts:</c> URIs: raw bytes below one URL.</summary>
internal sealed class ArtifactProxyEndpoints(IArtifactStore store, TrackingServerOptions options) : IEndpointGroup
{
    public const string Root = "2.0/mlflow-artifacts/";

    private const string Files = Root + "artifacts";

    public void Map(ApiRoutes routes)
    {
        if (!options.ServeArtifacts)
        {
            routes.MapRaw(["GET", "PUT", "POST", "DELETE"], Root + "{**artifact_path}", RefuseAllAsync);
            return;
        }

        routes.Map(Routes.Artifacts.ListProxied, async (request, token) => new ListProxiedArtifactsResponse
        {
            Files = await ListAsync(request.Path, token),
        });
        routes.MapRaw(["GET"], Files + "/{**artifact_path}", SendAsync);
        routes.MapRaw(["PUT"], Files + "/{**artifact_path}", UploadAsync);
        routes.MapRaw(["DELETE"], Files + "/{**artifact_path}", DeleteAsync);
        new MultipartUploadEndpoints(store, options).Map(routes);
    }

    /// <summary>Lets a body be as large as an artifact may be.</summary>
    public static void RaiseBodyLimit(HttpContext context, long maxBytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }
    }

    private async Task<IReadOnlyList<ArtifactFile>?> ListAsync(string? path, CancellationToken cancellationToken)
    {
        var entries = await store.ListAsync(ArtifactFolders.Requested(path), cancellationToken);
        return entries.Count == 0 ? null : [.. entries.Select(entry => ArtifactFolders.ToWire(entry, entry.Path.Name))];
    }

    private Task SendAsync(HttpContext context) => ArtifactContent.SendAsync(
        context,
        store,
        ArtifactContent.IsArchive(context.Request)
            ? RequestLinePath.After(context.Request, Files)
            : RequestLinePath.FileAfter(context.Request, Files));

    private async Task UploadAsync(HttpContext context)
    {
        var path = RequestLinePath.FileAfter(context.Request, Files);
        RaiseBodyLimit(context, options.MaxArtifactBytes);
        await ArtifactContent.TakeAsync(context, store, path);
        await Answer.WriteAsync(context, EmptyMessage.Instance, WireJson.Default.EmptyMessage);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        await store.DeleteAsync(RequestLinePath.FileAfter(context.Request, Files), context.RequestAborted);
        await Answer.WriteAsync(context, EmptyMessage.Instance, WireJson.Default.EmptyMessage);
    }

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
