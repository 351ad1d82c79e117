using System.Net;
using System.Net.Http.Headers;
using Microsoft.Win32.SafeHandles;
using Tracking.Artifacts;
using Tracking.Client.Internal.Artifacts.Uploads;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>Artifacts behind a server's artifact proxy.</summary>
internal sealed class ProxiedLocation(ProxyAccess access, Uri server, ArtifactPath root) : IArtifactLocation
{
    private const string Proxy = "api/2.0/mlflow-artifacts/artifacts/";
    private const int BufferBytes = 128 * 1024;

    private static readonly MediaTypeHeaderValue Bytes = new("application/octet-stream");

    public async Task UploadAsync(ArtifactPath path, Func<Stream> open, CancellationToken cancellationToken)
    {
        var watch = new StallWatch();
        var call = CallOf(HttpMethod.Put, path) with
        {
            Progress = watch,
            Content = () => new StreamContent(new WatchedStream(open(), watch), BufferBytes)
            {
                Headers = { ContentType = Bytes },
            },
        };
        using var answer = await access.Transport.SendAsync(call, cancellationToken);
    }

    /// <summary>
    /// In one piece, as that is fastest; in parts where the connection breaks on a large file, where parts of it are
    /// there already, or where the options want it.
    /// </summary>
    public async Task UploadFileAsync(
        ArtifactPath path, string file, Action<long> sent, CancellationToken cancellationToken)
    {
        using var handle = OpenSource(file);
        var source = new UploadSource(handle, RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(file), sent);
        var parts = source.Size < PartedUpload.MinFileBytes
            ? null
            : new PartedUpload(access, server, root.Append(path.Value), source);
        if (parts is not null && (source.Size >= access.UploadInPartsFromBytes || parts.HasBegun)
            && await parts.TryRunAsync(cancellationToken))
            return;

        try
        {
            await PutWholeAsync(path, source, parts is null ? null : 0, cancellationToken);
        }
        catch (TrackingClientException broken) when (parts is not null && broken.MayPass)
        {
            if (!await parts.TryRunAsync(cancellationToken))
                await PutWholeAsync(path, source, null, cancellationToken);
        }
    }

    public async Task<string?> DownloadAsync(
        ArtifactPath path, PartialFile part, Action<long> grew, CancellationToken cancellationToken)
    {
        var download = new ArtifactDownload(access.Transport, CallOf(HttpMethod.Get, path), part) { Grew = grew };
        await download.RunAsync(cancellationToken);
        return download.Tag;
    }

    public async Task<bool> IsStillAsync(ArtifactPath path, string tag, CancellationToken cancellationToken)
    {
        var call = CallOf(HttpMethod.Head, path) with
        {
            AlsoGood = HttpStatusCode.NotModified,
            Prepare = request => request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag)),
        };
        using var answer = await access.Transport.SendAsync(call, cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotModified || answer.Headers.ETag?.Tag == tag;
    }

    public async Task<IReadOnlyList<LocatedArtifact>> ListAsync(
        ArtifactPath folder, CancellationToken cancellationToken)
    {
        var request = new ListProxiedArtifactsRequest { Path = root.Append(folder.Value).Value };
        var answer = await access.Api.SendToAsync(server, Routes.Artifacts.ListProxied, request, cancellationToken);
        return [.. (answer.Files ?? []).Select(file => new LocatedArtifact(
            ChildOf(folder, file.Path), file.IsDir == true, file.IsDir == true ? null : file.FileSize))];
    }

    public Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        var request = new ArtifactPathRequest { ArtifactPath = root.Append(path.Value).Value };
        return access.Api.SendToAsync(server, Routes.Artifacts.DeleteProxied, request, cancellationToken);
    }

    public Uri UriOf(ArtifactPath path) =>
        new(server, Proxy + RouteCall.EscapePath(root.Append(path.Value).Value));

    // Servers answer bare names; whatever one answers, only the last segment counts, so that none leads elsewhere.
    private static ArtifactPath ChildOf(ArtifactPath folder, string? listed) =>
        folder.Append(ArtifactPath.Parse(listed).Name);

    private static SafeFileHandle OpenSource(string file) => File.OpenHandle(
        file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
        FileOptions.Asynchronous | FileOptions.SequentialScan);

    private async Task PutWholeAsync(
        ArtifactPath path, UploadSource source, int? retries, CancellationToken cancellationToken)
    {
        var watch = new StallWatch();
        var call = CallOf(HttpMethod.Put, path) with
        {
            Progress = watch,
            MaxRetries = retries,
            Content = () => new FilePartContent(source.File, 0, source.Size, watch)
            {
                Sent = source.Sent,
                Headers = { ContentType = Bytes },
            },
        };
        using var answer = await access.Transport.SendAsync(call, cancellationToken);
    }

    private OutgoingCall CallOf(HttpMethod method, ArtifactPath path) =>
        new(method, UriOf(path), $"{method} artifact '{root.Append(path.Value).Value}'");
}
