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

    /// <summary>Reads a file into one on this machine, replacing it.</summary>
    Task DownloadAsync(ArtifactPath path, string targetFile, CancellationToken cancellationToken);

    /// <summary>Removes a file or a folder with its content; a missing one is no error.</summary>
    Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken);

    /// <summary>Direct children; empty for a file or a missing folder.</summary>
    Task<IReadOnlyList<LocatedArtifact>> ListAsync(ArtifactPath folder, CancellationToken cancellationToken);
}

/// <summary>A child of a location, by its path below it.</summary>
internal sealed record LocatedArtifact(ArtifactPath Path, bool IsFolder);
