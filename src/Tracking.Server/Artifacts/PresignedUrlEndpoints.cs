using Microsoft.AspNetCore.Http;
using Tracking.Artifacts;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;
using Tracking.Contracts.Json;
using Tracking.Core.Errors;
using Tracking.Core.Runs;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Artifacts;

/// <summary>URLs with which clients reach the store without this server, where the store has them.</summary>
internal sealed class PresignedUrlEndpoints(
    ArtifactFolders folders, IRunStore runs, TrackingServerOptions options) : IEndpointGroup
{
    private const string Download = ArtifactProxyEndpoints.Root + "presigned";

    /// <summary>The longest lifetime that signatures of S3 have: seven days.</summary>
    private const long MaxSeconds = 7 * 24 * 3600;

    private const long DefaultSeconds = 3600;

    private static readonly TimeSpan DownloadLifetime = TimeSpan.FromMinutes(5);

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Artifacts.CreatePresignedUploadUrl, CreateUploadUrlAsync);
        if (options.ServeArtifacts)
        {
            routes.MapRaw(["GET"], Download + "/{**artifact_path}", SendDownloadUrlAsync);
        }
    }

    private async Task SendDownloadUrlAsync(HttpContext context)
    {
        var path = RequestLinePath.FileAfter(context.Request, Download);
        var presigned = folders.Store.Presigned ?? throw new TrackingException(
            ErrorCode.NotImplemented, "Multipart download is not supported for the current artifact repository");
        var entry = await folders.Store.StatAsync(path, context.RequestAborted);
        if (entry is not { IsFolder: false })
        {
            throw ArtifactContent.Missing(path);
        }

        var url = await presigned.DownloadUrlAsync(path, DownloadLifetime, context.RequestAborted);
        var answer = new PresignedDownloadUrlResponse { Url = url.AbsoluteUri, FileSize = entry.SizeBytes };
        await Answer.WriteAsync(context, answer, WireJson.Default.PresignedDownloadUrlResponse);
    }

    private async Task<CreatePresignedUploadUrlResponse> CreateUploadUrlAsync(
        CreatePresignedUploadUrlRequest request, CancellationToken cancellationToken)
    {
        var run = await runs.GetInfoAsync(request.RunId!, cancellationToken);
        var scheme = SchemeOf(run.ArtifactUri);
        if (scheme == TrackingServerOptions.ArtifactScheme)
        {
            throw ParameterErrors.Invalid(
                "Presigned upload is not supported for runs with proxied artifact storage (artifact URI scheme: " +
                $"{scheme}). This endpoint requires a run with a direct cloud storage artifact URI.");
        }

        var root = folders.PathOf(run.ArtifactUri);
        var presigned = folders.Store.Presigned ?? throw ParameterErrors.Invalid(
            $"Presigned upload is not supported for artifacts at '{run.ArtifactUri}': they are no objects of S3.");
        var path = ArtifactFolders.Requested(request.Path);
        if (path.IsRoot)
        {
            throw new InvalidArtifactPathException("it is empty; expected the path of a file");
        }

        var url = await presigned.UploadUrlAsync(root.Append(path.Value), LifetimeOf(request), cancellationToken);
        return new CreatePresignedUploadUrlResponse { PresignedUrl = url.AbsoluteUri };
    }

    private static TimeSpan LifetimeOf(CreatePresignedUploadUrlRequest request) => request.Expiration switch
    {
        null => TimeSpan.FromSeconds(DefaultSeconds),
        >= 1 and <= MaxSeconds => TimeSpan.FromSeconds(request.Expiration.Value),
        _ => throw ParameterErrors.Invalid($"'expiration' is {request.Expiration}; expected 1..{MaxSeconds} seconds."),
    };

    private static string SchemeOf(string uri) =>
        uri.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? uri[..colon].ToLowerInvariant() : "file";
}
