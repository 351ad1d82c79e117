using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tracking.Client.Diagnostics;

namespace Tracking.Client.Internal.Diagnostics;

/// <summary>All series of all instruments that are listened to, up to a limit. Safe for concurrent use.</summary>
internal sealed class InstrumentSeries(MeterMetricsOptions options)
{
    private const string DroppedMetric = "meters/dropped";

    private readonly ConcurrentDictionary<Instrument, InstrumentState> _states = new();
    private int _count;
    private long _dropped;

    internal InstrumentState StateOf(Instrument instrument) =>
        _states.GetOrAdd(instrument, static (each, owner) => new InstrumentState(owner, each), this);

    /// <summary>Whether one more series may be kept.</summary>
    internal bool TryReserve()
    {
        if (Interlocked.Increment(ref _count) <= options.MaxSeries)
            return true;
        Interlocked.Decrement(ref _count);
        Interlocked.Increment(ref _dropped);
        return false;
    }

    internal string NameOf(Instrument instrument, KeyValuePair<string, object?>[] tags) =>
        InstrumentMetricName.Of(options.Prefix, instrument.Name, tags);

    /// <summary>What changed since the last call, by the names of metrics.</summary>
    internal List<KeyValuePair<string, double>> Take()
    {
        var values = new List<KeyValuePair<string, double>>();
        foreach (var state in _states.Values)
            state.TakeTo(values);
        if (Interlocked.Read(ref _dropped) is > 0 and var dropped)
            values.Add(new(options.Prefix + DroppedMetric, dropped));
        return values;
    }
}
