namespace Tracking.Models.Flavors.Converters;

/// <summary>
/// A toolkit's model that cannot be converted: broken, hostile, or of a kind that the graph cannot express. The message
/// is one line that names file, field and value.
/// </summary>
public sealed class ModelConversionException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">For the user to read; what a file says in it cannot break the line.</param>
    /// <param name="inner">What lies beneath, if anything.</param>
    public ModelConversionException(string message, Exception? inner = null)
        : base(OnOneLine(message), inner)
    {
    }

    private static string OnOneLine(string message) => message.Any(char.IsControl)
        ? string.Concat(message.Select(character => char.IsControl(character) ? '\uFFFD' : character))
        : message;
}
