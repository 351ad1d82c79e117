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

    public async Task UploadFileAsync(
        ArtifactPath path, string file, Action<long> sent, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(file, new FileStreamOptions
        {
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            BufferSize = 0,
        });
        await _store.WriteAsync(path, content, cancellationToken);
        sent(content.Length);
    }

    public async Task<string?> DownloadAsync(
        ArtifactPath path, PartialFile part, Action<long> grew, CancellationToken cancellationToken)
    {
        await using var source = await OpenAsync(path, cancellationToken);
        await using var target = await part.BeginAsync(null, cancellationToken);
        await source.CopyToAsync(target, cancellationToken);
        grew(target.Length);
        return null;
    }

    public Task<bool> IsStillAsync(ArtifactPath path, string tag, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    public async Task<IReadOnlyList<LocatedArtifact>> ListAsync(
        ArtifactPath folder, CancellationToken cancellationToken)
    {
        var entries = await _store.ListAsync(folder, cancellationToken);
        return [.. entries.Select(entry => new LocatedArtifact(
            entry.Path, entry.IsFolder, entry.IsFolder ? null : entry.SizeBytes))];
    }

    public Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken) =>
        _store.DeleteAsync(path, cancellationToken);

    public Uri? UriOf(ArtifactPath path) => null;

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
