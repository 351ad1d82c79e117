namespace Tracking.Artifacts;

/// <summary>
/// A text is no artifact path, or a path leads outside its store. The message starts with "Invalid path".
/// </summary>
public sealed class InvalidArtifactPathException : FormatException
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="problem">What follows "Invalid path: ".</param>
    public InvalidArtifactPathException(string problem)
        : base($"Invalid path: {problem}")
    {
    }
}
