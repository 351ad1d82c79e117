namespace Tracking.Server.Operations.Logging;

/// <summary>How the log on standard error is written.</summary>
public enum LogFormat
{
    /// <summary>One line of text each.</summary>
    Text,

    /// <summary>One line of JSON each, with every value as a field.</summary>
    Json,
}
