using System.Collections.Concurrent;

namespace Tracking.Telemetry;

/// <summary>Remembers which collectors do not take what they are sent, to tell of each once. Thread-safe.</summary>
internal sealed class CollectorReach(Action<string> warn)
{
    private readonly ConcurrentDictionary<string, bool> _failing = new(StringComparer.Ordinal);

    /// <summary>Nobody answers there, for any signal.</summary>
    public void Unreachable(Uri address, string why)
    {
        if (_failing.TryAdd(HostOf(address), true))
        {
            warn($"The OpenTelemetry collector at {HostOf(address)} cannot be reached: {why.TrimEnd('.')}. " +
                "Traces and metrics are dropped until it can.");
        }
    }

    /// <summary>It answered that it does not want it, at that path.</summary>
    public void Refused(Uri address, int status)
    {
        _failing.TryRemove(HostOf(address), out _);
        if (_failing.TryAdd(PlaceOf(address), true))
        {
            warn($"The OpenTelemetry collector at {PlaceOf(address)} answered {status}; what it is sent is dropped.");
        }
    }

    /// <summary>It took something.</summary>
    public void Reached(Uri address)
    {
        if (!_failing.IsEmpty)
        {
            _failing.TryRemove(HostOf(address), out _);
            _failing.TryRemove(PlaceOf(address), out _);
        }
    }

    // Without what may hold a secret: user, query.
    private static string HostOf(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static string PlaceOf(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
