using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracking.Artifacts;
using Tracking.Core.Errors;
using Tracking.Core.LoggedModels;
using Tracking.Core.Runs;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;
using Tracking.Server.Registry;

namespace Tracking.Server.Artifacts;

/// <summary>
/// Single files by what they belong to, for the UI: of a run, a model version, a logged model. With
/// <c>archive=zip</c> a folder, by default the whole root.
/// </summary>
internal sealed class ArtifactFileEndpoints(
    ArtifactFolders folders, IRunStore runs, ILoggedModelStore models, DownloadLocations downloads) : IEndpointGroup
{
    private const int MaxUploadBytes = 10 << 20;

    public void Map(ApiRoutes routes)
    {
        routes.MapPage(["GET"], "/get-artifact", SendOfRunAsync);
        routes.MapPage(["GET"], "/model-versions/get-artifact", SendOfVersionAsync);
        routes.MapPage(
            ["GET"], "/ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files", SendOfModelAsync);
        routes.MapPage(["POST"], "/ajax-api/2.0/mlflow/upload-artifact", UploadAsync);
    }

    private async Task SendOfRunAsync(HttpContext context)
    {
        var path = PathIn(context, "path");
        var run = await runs.GetInfoAsync(RunIdOf(context) ?? "None", context.RequestAborted);
        await SendAsync(context, run.ArtifactUri, path);
    }

    private async Task SendOfVersionAsync(HttpContext context)
    {
        var path = PathIn(context, "path");
        var location = await downloads.FindAsync(
            Required(context, "name"), Required(context, "version"), context.RequestAborted);
        var (root, below) = await ResolveAsync(location, context.RequestAborted);
        await SendAsync(context, root, below.Append(ArtifactFolders.Requested(path).Value).Value);
    }

    /// <summary>A version may name the files of a run by the run; anything else names them itself.</summary>
    private async Task<(string Root, ArtifactPath Below)> ResolveAsync(
        string location, CancellationToken cancellationToken)
    {
        const string OfRun = "runs:/";
        if (!location.StartsWith(OfRun, StringComparison.Ordinal))
        {
            return (location, ArtifactPath.Root);
        }

        var named = location[OfRun.Length..].TrimStart('/');
        var slash = named.IndexOf('/', StringComparison.Ordinal);
        var run = await runs.GetInfoAsync(slash < 0 ? named : named[..slash], cancellationToken);
        return (run.ArtifactUri, ArtifactFolders.Requested(slash < 0 ? "" : named[(slash + 1)..]));
    }

    private async Task SendOfModelAsync(HttpContext context)
    {
        var path = PathIn(context, "artifact_file_path");
        var modelId = (string)context.Request.RouteValues["model_id"]!;
        var model = await models.GetAsync(modelId, context.RequestAborted);
        await SendAsync(context, model.ArtifactUri, path);
    }

    private Task SendAsync(HttpContext context, string rootUri, string path) => ArtifactContent.SendAsync(
        context, folders.Store, folders.PathOf(rootUri).Append(ArtifactFolders.Requested(path).Value));

    private async Task UploadAsync(HttpContext context)
    {
        var runId = RunIdOf(context) ?? throw ParameterErrors.Invalid("Request must specify run_uuid.");
        var requested = context.Request.Query["path"].ToString();
        if (requested.Length == 0)
        {
            throw ParameterErrors.Invalid("Request must specify path.");
        }

        var run = await runs.GetInfoAsync(runId, context.RequestAborted);
        var path = folders.PathOf(run.ArtifactUri).Append(ArtifactFolders.Requested(requested).Value);
        if (context.Request.ContentLength > MaxUploadBytes)
        {
            throw new BadHttpRequestException("Artifact too large.", StatusCodes.Status413PayloadTooLarge);
        }

        // A chunked body tells no length: the server counts it.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxUploadBytes;
        }

        await ArtifactContent.TakeAsync(context, folders.Store, path);
        context.Response.ContentType = ContentType.Json;
        context.Response.ContentLength = 0;
    }

    private static string? RunIdOf(HttpContext context)
    {
        var query = context.Request.Query;
        return new[] { query["run_id"].ToString(), query["run_uuid"].ToString() }.FirstOrDefault(id => id.Length > 0);
    }

    private static string PathIn(HttpContext context, string parameter) =>
        ArtifactContent.IsArchive(context.Request)
            ? context.Request.Query[parameter].ToString()
            : Required(context, parameter);

    private static string Required(HttpContext context, string parameter)
    {
        var value = context.Request.Query[parameter].ToString();
        return value.Length > 0 ? value : throw ParameterErrors.Missing(parameter);
    }
}
