namespace Tracking.Artifacts.Uploads;

/// <summary>An upload in parts. Its id is a secret: whoever knows it may add parts.</summary>
/// <param name="Path">The file that is to appear.</param>
/// <param name="Id">What the store calls the upload.</param>
public sealed record ArtifactUpload(ArtifactPath Path, string Id)
{
    /// <summary>The most parts of one upload.</summary>
    public const int MaxParts = 10_000;
}
