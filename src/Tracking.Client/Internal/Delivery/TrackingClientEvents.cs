using System.Diagnostics.Tracing;

namespace Tracking.Client.Internal.Delivery;

/// <summary>Problems of logging as events, for <c>dotnet-trace</c> and event listeners.</summary>
[EventSource(Name = "Tracking-Client")]
internal sealed class TrackingClientEvents : EventSource
{
    internal static readonly TrackingClientEvents Log = new();

    private TrackingClientEvents()
    {
    }

    [Event(1, Level = EventLevel.Warning, Message = "{0} in run {1}: {2}")]
    public void Problem(string kind, string runId, string message, long count)
    {
        if (IsEnabled())
            WriteEvent(1, kind, runId, message, count);
    }
}
