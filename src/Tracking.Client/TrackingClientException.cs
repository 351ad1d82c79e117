using System.Net;

namespace Tracking.Client;

/// <summary>
/// A call to the tracking server failed: refused by the server, not answered, or answered with nonsense.
/// </summary>
public sealed class TrackingClientException : Exception
{
    /// <summary>The server could not be reached; the message names its address.</summary>
    public const string ServerUnreachable = "SERVER_UNREACHABLE";

    /// <summary>The server did not answer in time.</summary>
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";

    /// <summary>What answered is not, or not only, a tracking server: a proxy's page, half an answer.</summary>
    public const string InvalidResponse = "INVALID_RESPONSE";

    /// <summary>Something does not exist.</summary>
    public const string ResourceDoesNotExist = "RESOURCE_DOES_NOT_EXIST";

    /// <summary>A name is taken.</summary>
    public const string ResourceAlreadyExists = "RESOURCE_ALREADY_EXISTS";

    /// <summary>Nothing was done, as something changed meanwhile: look again.</summary>
    public const string Aborted = "ABORTED";

    /// <summary>The server or this client refuses a value.</summary>
    public const string InvalidParameterValue = "INVALID_PARAMETER_VALUE";

    /// <summary>The spool, or the disk it lies on, has no room for what was logged.</summary>
    public const string SpoolFull = "SPOOL_FULL";

    /// <summary>What arrived is not what was sent, or not what the server states.</summary>
    public const string DataCorrupted = "DATA_CORRUPTED";

    /// <summary>States a failure.</summary>
    /// <param name="errorCode">One of the server's codes or of the constants here.</param>
    /// <param name="message">One line: what failed and, where it is known, what to do.</param>
    /// <param name="statusCode">The answer's status; null without an answer.</param>
    /// <param name="innerException">What lies below, if anything.</param>
    public TrackingClientException(
        string errorCode,
        string message,
        HttpStatusCode? statusCode = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorCode = errorCode;
        StatusCode = statusCode;
    }

    /// <summary>The server's code, such as RESOURCE_DOES_NOT_EXIST, or one of this type's constants.</summary>
    public string ErrorCode { get; }

    /// <summary>The answer's HTTP status; null when there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>How long the server asked to wait; null if it did not.</summary>
    internal TimeSpan? RetryAfter { get; private set; }

    /// <summary>Whether a connection or a server failed on the way, so that a later attempt may go on.</summary>
    internal bool IsBrokenTransfer => ErrorCode is InvalidResponse or DeadlineExceeded or ServerUnreachable;

    /// <summary>Whether the same may work later, or in another way.</summary>
    internal bool MayPass => IsBrokenTransfer || StatusCode is HttpStatusCode.RequestTimeout
        or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>Whether something does not exist. Older servers use the wrong status, so the code counts.</summary>
    internal bool IsMissing => ErrorCode is ResourceDoesNotExist or "NOT_FOUND";

    /// <summary>Keeps how long the server asked to wait.</summary>
    internal TrackingClientException After(TimeSpan? retryAfter)
    {
        RetryAfter = retryAfter;
        return this;
    }
}
