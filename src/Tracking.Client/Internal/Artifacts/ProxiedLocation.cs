using System.Net.Http.Headers;
using Tracking.Artifacts;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>Artifacts behind a server's artifact proxy.</summary>
internal sealed class ProxiedLocation(Api api, Uri server, ArtifactPath root) : IArtifactLocation
{
    private const string Proxy = "api/2.0/mlflow-artifacts/artifacts/";
    private const int BufferBytes = 128 * 1024;

    public async Task UploadAsync(ArtifactPath path, Func<Stream> open, CancellationToken cancellationToken)
    {
        var progress = new TransferProgress();
        var call = CallOf(HttpMethod.Put, path) with
        {
            Progress = progress,
            Content = () => new StreamContent(new WatchedStream(open(), progress), BufferBytes)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") },
            },
        };
        using var answer = await api.Transport.SendAsync(call, cancellationToken);
    }

    public async Task DownloadAsync(ArtifactPath path, string targetFile, CancellationToken cancellationToken)
    {
        var progress = new TransferProgress();
        var call = CallOf(HttpMethod.Get, path) with
        {
            Progress = progress,
            ReadAnswer = async (answer, token) =>
            {
                await using var source = new WatchedStream(await answer.Content.ReadAsStreamAsync(token), progress);
                await using var target = new FileStream(targetFile, FileMode.Create, FileAccess.Write);
                await source.CopyToAsync(target, BufferBytes, token);
            },
        };
        using var answer = await api.Transport.SendAsync(call, cancellationToken);
    }

    public async Task<IReadOnlyList<LocatedArtifact>> ListAsync(
        ArtifactPath folder, CancellationToken cancellationToken)
    {
        var request = new ListProxiedArtifactsRequest { Path = root.Append(folder.Value).Value };
        var answer = await api.SendToAsync(server, Routes.Artifacts.ListProxied, request, cancellationToken);
        return [.. (answer.Files ?? [])
            .Select(file => new LocatedArtifact(ChildOf(folder, file.Path), file.IsDir == true))];
    }

    public Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        var request = new ArtifactPathRequest { ArtifactPath = root.Append(path.Value).Value };
        return api.SendToAsync(server, Routes.Artifacts.DeleteProxied, request, cancellationToken);
    }

    // Servers answer bare names; whatever one answers, only the last segment counts, so that none leads elsewhere.
    private static ArtifactPath ChildOf(ArtifactPath folder, string? listed) =>
        folder.Append(ArtifactPath.Parse(listed).Name);

    private OutgoingCall CallOf(HttpMethod method, ArtifactPath path)
    {
        var below = root.Append(path.Value).Value;
        return new(method, new Uri(server, Proxy + RouteCall.EscapePath(below)), $"{method} artifact '{below}'");
    }
}
