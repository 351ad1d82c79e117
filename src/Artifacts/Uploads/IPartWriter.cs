namespace Tracking.Artifacts.Uploads;

/// <summary>Uploads of a store that takes the parts itself, since it has no URLs for them.</summary>
public interface IPartWriter
{
    /// <summary>Stores one part, replacing an earlier one of that number; a failure leaves the earlier one.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="number">1 to <see cref="ArtifactUpload.MaxParts"/>.</param>
    /// <param name="content">Read from its current position to its end; not disposed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<UploadedPart> WritePartAsync(
        ArtifactUpload upload, int number, Stream content, CancellationToken cancellationToken);
}
