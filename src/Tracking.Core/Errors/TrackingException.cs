namespace Tracking.Core.Errors;

/// <summary>The one error that crosses the core's boundary: a code and a message made for the caller to read.</summary>
public sealed class TrackingException : Exception
{
    public TrackingException(ErrorCode code, string message)
        : base(message) => Code = code;

    public TrackingException(ErrorCode code, string message, Exception inner)
        : base(message, inner) => Code = code;

    public ErrorCode Code { get; }
}
