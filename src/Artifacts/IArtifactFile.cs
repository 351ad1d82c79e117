namespace Tracking.Artifacts;

/// <summary>
/// One content of a file, opened: what is read belongs to <see cref="Entry"/>, also when the file is replaced in the
/// meantime. Reads may run at the same time.
/// </summary>
public interface IArtifactFile : IDisposable
{
    /// <summary>Size, time and tag of this content.</summary>
    ArtifactEntry Entry { get; }

    /// <summary>
    /// Opens a part for reading; the caller disposes it. A part that the store can no longer give, since the file was
    /// replaced, is an <see cref="ArtifactChangedException"/>.
    /// </summary>
    /// <param name="offset">The first byte, 0 to the size.</param>
    /// <param name="length">How many bytes; the part lies within the file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<Stream> ReadAsync(long offset, long length, CancellationToken cancellationToken);
}
