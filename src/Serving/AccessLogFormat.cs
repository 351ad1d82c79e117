namespace Tracking.Serving;

/// <summary>How requests are written to standard error.</summary>
public enum AccessLogFormat
{
    /// <summary>Not at all.</summary>
    Off,

    /// <summary>A line to read.</summary>
    Text,

    /// <summary>An object per line.</summary>
    Json,
}
