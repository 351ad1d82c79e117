namespace Tracking.Client.Spool;

/// <summary>Something that went wrong with logging, told without disturbing the training.</summary>
/// <param name="Kind">What.</param>
/// <param name="RunId">The run's id; empty if it is not known.</param>
/// <param name="Message">One line.</param>
/// <param name="Count">How many points, params and so on it concerns; 0 if none is lost.</param>
public sealed record LoggingProblem(LoggingProblemKind Kind, string RunId, string Message, long Count = 0);

/// <summary>What can go wrong with logging.</summary>
public enum LoggingProblemKind
{
    /// <summary>The server does not take what it is sent for now; it is kept and sent again.</summary>
    ServerUnavailable,

    /// <summary>The server refused something for good.</summary>
    Refused,

    /// <summary>The spool was full, and something was dropped.</summary>
    Dropped,

    /// <summary>There is no room or no permission on disk: what is logged lies in memory only.</summary>
    NotDurable,

    /// <summary>A spool was damaged; what is valid of it is delivered.</summary>
    Damaged,

    /// <summary>A run ended while the server was away; the rest lies in the spool.</summary>
    LeftInSpool,
}
