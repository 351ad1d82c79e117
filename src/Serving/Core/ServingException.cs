using Tracking.Models.Scoring;

namespace Tracking.Serving.Core;

/// <summary>A coded error of the serve host; the message is one line for the caller to read.</summary>
public sealed class ServingException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="error">What kind it is.</param>
    /// <param name="message">Names the field, the value and what was expected.</param>
    /// <param name="inner">What lies beneath, if anything.</param>
    public ServingException(ServingError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>What kind of error it is.</summary>
    public ServingError Error { get; }

    /// <summary>When to try again; null where trying again is of no use.</summary>
    public TimeSpan? RetryAfter { get; init; }

    internal static ServingException Malformed(string message, Exception? inner = null) =>
        new(ServingError.MalformedRequest, message, inner);

    internal static ServingException Mismatch(string message, Exception? inner = null) =>
        new(ServingError.SignatureMismatch, message, inner);

    /// <summary>The coded form of a model's own error.</summary>
    internal static ServingException From(ScoringException error) => new(
        error.Fault switch
        {
            ScoringFault.MalformedRequest => ServingError.MalformedRequest,
            ScoringFault.InvalidInput => ServingError.InvalidInput,
            _ => ServingError.ModelFailed,
        },
        error.Message,
        error);
}
