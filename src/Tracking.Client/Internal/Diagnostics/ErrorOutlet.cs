using System.Collections.Concurrent;

namespace Tracking.Client.Internal.Diagnostics;

/// <summary>
/// Tells failures of what happens in the background: to whoever wants to know, else one line on standard error; each
/// kind once, so that an outage of hours is not a thousand lines.
/// </summary>
internal sealed class ErrorOutlet(string what, Action<Exception>? listener)
{
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    internal void Tell(Exception failure)
    {
        var kind = failure is TrackingClientException { ErrorCode: var code } ? code : failure.GetType().Name;
        if (!_told.TryAdd(kind, true))
            return;
        if (listener is not null)
            listener(failure);
        else
            Console.Error.WriteLine($"tracking: {what} could not be recorded: {failure.Message}");
    }
}
