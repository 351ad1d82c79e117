namespace Tracking.Serving.BatchScoring;

/// <summary>A batch job that cannot begin, resume or go on; the message is one line for the caller to read.</summary>
public sealed class BatchScoringException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">Says what is wrong and what to do.</param>
    /// <param name="inner">What lies beneath, if anything.</param>
    public BatchScoringException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
