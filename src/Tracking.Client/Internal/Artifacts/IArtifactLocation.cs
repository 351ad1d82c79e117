using Tracking.Artifacts;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>
/// A folder of artifacts at some URI: behind the server's proxy, or on a disk that this machine sees too.
/// </summary>
internal interface IArtifactLocation
{
    /// <summary>
    /// Writes a file; <paramref name="open"/> is called for each attempt and gives what is disposed after it.
    /// </summary>
    Task UploadAsync(ArtifactPath path, Func<Stream> open, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a file of this machine; <paramref name="sent"/> is told how many of its bytes have left.
    /// </summary>
    Task UploadFileAsync(ArtifactPath path, string file, Action<long> sent, CancellationToken cancellationToken);

    /// <summary>
    /// Completes a partial file; <paramref name="grew"/> is told its length. Gives the version's tag, if there is one.
    /// </summary>
    Task<string?> DownloadAsync(
        ArtifactPath path, PartialFile part, Action<long> grew, CancellationToken cancellationToken);

    /// <summary>Whether a file still is the version with that tag.</summary>
    Task<bool> IsStillAsync(ArtifactPath path, string tag, CancellationToken cancellationToken);

    /// <summary>Removes a file or a folder with its content; a missing one is no error.</summary>
    Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken);

    /// <summary>Direct children; empty for a file or a missing folder.</summary>
    Task<IReadOnlyList<LocatedArtifact>> ListAsync(ArtifactPath folder, CancellationToken cancellationToken);

    /// <summary>What tells a file from all others everywhere; null where a copy of it would be of no use.</summary>
    Uri? UriOf(ArtifactPath path);
}

/// <summary>A child of a location, by its path below it; the size where the server tells it.</summary>
internal sealed record LocatedArtifact(ArtifactPath Path, bool IsFolder, long? SizeBytes = null);
