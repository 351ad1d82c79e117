namespace Tracking.Models.Scoring;

/// <summary>A request that a model cannot score; the message names field, value and expectation.</summary>
public sealed class ScoringException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="fault">Whose fault it is.</param>
    /// <param name="message">For the caller to read.</param>
    /// <param name="inner">What lies beneath, if anything.</param>
    public ScoringException(ScoringFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>Whose fault it is; protocols choose their status by it.</summary>
    public ScoringFault Fault { get; }
}

/// <summary>Whose fault a failed scoring is.</summary>
public enum ScoringFault
{
    /// <summary>The request cannot be read at all.</summary>
    MalformedRequest,

    /// <summary>The request is readable but does not fit the model's inputs.</summary>
    InvalidInput,

    /// <summary>The model failed on inputs that fit.</summary>
    ModelFailed,
}
