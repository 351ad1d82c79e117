using Tracking.Artifacts.Uploads;

namespace Tracking.Artifacts;

/// <summary>
/// A tree of files. Paths are canonical (<see cref="ArtifactPath"/>), so no implementation can be led outside its root.
/// Implementations are safe for concurrent use; memory use does not depend on the size of files. A missing file is a
/// <see cref="FileNotFoundException"/>.
/// </summary>
public interface IArtifactStore
{
    /// <summary>Uploads in parts, which survive a client that breaks off.</summary>
    IMultipartUploads Uploads { get; }

    /// <summary>URLs with which clients reach the store without this process; null where there are none.</summary>
    IPresignedUrls? Presigned { get; }

    /// <summary>Opens a file for reading; the caller disposes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IArtifactFile> OpenAsync(ArtifactPath path, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a file, replacing what was there. Readers see the old content or the whole new one, never a part;
    /// a failure or cancellation leaves the old content.
    /// </summary>
    /// <param name="path">The file; missing folders are created.</param>
    /// <param name="content">Read from its current position to its end; not disposed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task WriteAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken);

    /// <summary>What stands at a path, or null.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ArtifactEntry?> StatAsync(ArtifactPath path, CancellationToken cancellationToken);

    /// <summary>Direct children of a folder, page by page; empty for a file or a missing folder.</summary>
    /// <param name="folder">The folder; <see cref="ArtifactPath.Root"/> for the whole store.</param>
    /// <param name="after"><see cref="ArtifactPage.Next"/> of the page before; null for the first.</param>
    /// <param name="maxEntries">How many entries the page has at most; at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ArtifactPage> ListPageAsync(
        ArtifactPath folder, string? after, int maxEntries, CancellationToken cancellationToken);

    /// <summary>Deletes a file or a whole folder; what is not there is no error.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken);

    /// <summary>The path of a location such as <c>s3://bucket/prefix/1/run</c>, if this store holds it.</summary>
    /// <param name="location">A URI, or a folder's full path.</param>
    /// <param name="path">The path; the root when the answer is false.</param>
    bool TryLocate(string location, out ArtifactPath path);
}
