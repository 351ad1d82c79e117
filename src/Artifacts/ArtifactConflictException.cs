namespace Tracking.Artifacts;

/// <summary>A file stands where a folder is needed, or a folder where a file is to be written.</summary>
public sealed class ArtifactConflictException : IOException
{
    /// <summary>Says which path is in the way.</summary>
    /// <param name="message">One line that names the path.</param>
    public ArtifactConflictException(string message)
        : base(message)
    {
    }
}
