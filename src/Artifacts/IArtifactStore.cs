namespace Tracking.Artifacts;

/// <summary>
/// A tree of files. Paths are canonical (<see cref="ArtifactPath"/>), so no implementation can be led outside its root.
/// Implementations are safe for concurrent use. A missing file is a <see cref="FileNotFoundException"/>.
/// </summary>
public interface IArtifactStore
{
    /// <summary>Opens a file for reading from its start; the caller disposes the stream, which can seek.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<Stream> OpenReadAsync(ArtifactPath path, CancellationToken cancellationToken);

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

    /// <summary>Direct children of a folder by name (ordinal); empty for a file or a missing folder.</summary>
    /// <param name="folder">The folder; <see cref="ArtifactPath.Root"/> for the whole store.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<ArtifactEntry>> ListAsync(ArtifactPath folder, CancellationToken cancellationToken);

    /// <summary>Deletes a file or a whole folder; what is not there is no error.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken);
}
