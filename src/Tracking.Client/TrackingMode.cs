namespace Tracking.Client;

/// <summary>Whether runs talk to a server.</summary>
public enum TrackingMode
{
    /// <summary>Runs are created at once; what they log is sent in the background.</summary>
    Online,

    /// <summary>Runs, and what they log, stay on disk until they are delivered on request.</summary>
    Offline,
}
