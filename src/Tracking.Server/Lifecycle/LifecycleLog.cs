using Microsoft.Extensions.Logging;

namespace Tracking.Server.Lifecycle;

/// <summary>What the server tells about what it does by itself.</summary>
internal static partial class LifecycleLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} sends no heartbeats any more: marked as lost")]
    public static partial void Lost(ILogger log, string runId);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Emptied the trash: {Removed} things and {Folders} artifact folders removed, {Kept} kept")]
    public static partial void Swept(ILogger log, int removed, int folders, int kept);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The artifacts at {Uri} were not removed: {Reason}")]
    public static partial void Left(ILogger log, string uri, string reason);
}
