namespace Tracking.Models.Format;

/// <summary>A model that cannot be read; the message is one line naming file or field and what was expected.</summary>
public sealed class ModelLoadException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">For the user to read.</param>
    /// <param name="inner">What lies beneath, if anything.</param>
    public ModelLoadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
