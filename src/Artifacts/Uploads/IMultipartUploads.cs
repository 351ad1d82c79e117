namespace Tracking.Artifacts.Uploads;

/// <summary>
/// Files that are uploaded in parts, in any order and over several sessions. The file appears whole when the upload is
/// completed. An unknown or finished upload is an <see cref="UploadRefusedException"/>.
/// </summary>
public interface IMultipartUploads
{
    /// <summary>Starts an upload of a file.</summary>
    /// <param name="path">The file that is to appear.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ArtifactUpload> BeginAsync(ArtifactPath path, CancellationToken cancellationToken);

    /// <summary>The parts that have arrived whole, by number: after a break, the others are still to be sent.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<UploadedPart>> ListPartsAsync(ArtifactUpload upload, CancellationToken cancellationToken);

    /// <summary>Joins the parts to the file, which replaces what was there, and ends the upload.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="parts">The parts in the file's order; parts that are not named are dropped.</param>
    /// <param name="cancellationToken">Cancels the call; the upload can then be completed again.</param>
    Task CompleteAsync(
        ArtifactUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken);

    /// <summary>Ends the upload and drops its parts; one that is not there is no error.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task AbortAsync(ArtifactUpload upload, CancellationToken cancellationToken);
}
