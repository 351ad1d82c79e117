namespace Tracking.Artifacts;

/// <summary>A file was replaced after it was opened, and its store does not keep the old content.</summary>
public sealed class ArtifactChangedException : IOException
{
    /// <summary>Names the file.</summary>
    /// <param name="path">The file.</param>
    public ArtifactChangedException(ArtifactPath path)
        : base($"Artifact '{path}' was replaced while it was read")
    {
    }
}
