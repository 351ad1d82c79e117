using Tracking.Artifacts;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>Artifacts in a folder that this machine and the server share.</summary>
internal sealed class LocalLocation(string folder, TimeProvider time) : IArtifactLocation
{
    private readonly LocalArtifactStore _store = new(folder, time);

    public async Task UploadAsync(ArtifactPath path, Func<Stream> open, CancellationToken cancellationToken)
    {
        await using var content = open();
        await _store.WriteAsync(path, content, cancellationToken);
    }

    public async Task DownloadAsync(ArtifactPath path, string targetFile, CancellationToken cancellationToken)
    {
        await using var source = await OpenAsync(path, cancellationToken);
        await using var target = new FileStream(targetFile, FileMode.Create, FileAccess.Write);
        await source.CopyToAsync(target, cancellationToken);
    }

    public async Task<IReadOnlyList<LocatedArtifact>> ListAsync(
        ArtifactPath folder, CancellationToken cancellationToken)
    {
        var entries = await _store.ListAsync(folder, cancellationToken);
        return [.. entries.Select(entry => new LocatedArtifact(entry.Path, entry.IsFolder))];
    }

    public Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken) =>
        _store.DeleteAsync(path, cancellationToken);

    private async Task<Stream> OpenAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.OpenReadAsync(path, cancellationToken);
        }
        catch (FileNotFoundException missing)
        {
            throw new TrackingClientException(TrackingClientException.ResourceDoesNotExist,
                $"{missing.Message} in {_store.Root}", null, missing);
        }
    }
}
