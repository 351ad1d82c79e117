namespace Tracking.Artifacts;

/// <summary>A store cannot be reached or asks to slow down: the same call may succeed later.</summary>
public sealed class ArtifactStoreUnavailableException : IOException
{
    /// <summary>Says what the store answered.</summary>
    /// <param name="message">One line.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public ArtifactStoreUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
