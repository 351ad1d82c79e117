using Tracking.Artifacts.Uploads;

namespace Tracking.Artifacts;

/// <summary>URLs that carry their own permission: whoever has one may use it until it expires.</summary>
public interface IPresignedUrls
{
    /// <summary>A URL for a GET of the file, with or without a range; it need not exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lifetime">How long the URL works.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<Uri> DownloadUrlAsync(ArtifactPath path, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>A URL for a PUT of the whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lifetime">How long the URL works.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<Uri> UploadUrlAsync(ArtifactPath path, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>A URL for a PUT of one part, whose answer has the part's tag as <c>ETag</c>.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="number">1 to <see cref="ArtifactUpload.MaxParts"/>.</param>
    /// <param name="lifetime">How long the URL works.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<Uri> PartUrlAsync(
        ArtifactUpload upload, int number, TimeSpan lifetime, CancellationToken cancellationToken);
}
