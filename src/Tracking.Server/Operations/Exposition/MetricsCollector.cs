using System.Diagnostics.Metrics;

namespace Tracking.Server.Operations.Exposition;

/// <summary>
/// Listens to the instruments of one server, also when there are several in the process, and shows what they measured.
/// Thread-safe.
/// </summary>
internal sealed class MetricsCollector : IDisposable
{
    /// <summary>What the web server measures; its other tags are many or always the same.</summary>
    private static readonly Dictionary<string, string[]> WebServer = new(StringComparer.Ordinal)
    {
        ["http.server.request.duration"] = ["http.request.method", "http.route", "http.response.status_code"],
        ["http.server.active_requests"] = [],
        ["kestrel.active_connections"] = [],
        ["kestrel.rejected_connections"] = [],
    };

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly IMeterFactory _webServer;
    private readonly IReadOnlyList<Meter> _meters;

    /// <param name="webServer">Makes the meters of the web server.</param>
    /// <param name="meters">The server's own; all their instruments are shown.</param>
    public MetricsCollector(IMeterFactory webServer, params IReadOnlyList<Meter> meters)
    {
        _webServer = webServer;
        _meters = meters;
        _listener.InstrumentPublished = Enable;
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    public string Collect(PrometheusText text)
    {
        MetricFamily[] families;
        lock (_gate)
        {
            families = [.. _families.Values];
        }

        _listener.RecordObservableInstruments();
        foreach (var family in families)
        {
            text.Family(family);
        }

        return text.End();
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags);

    private void Enable(Instrument instrument, MeterListener listener)
    {
        IReadOnlyList<string>? tags = null;
        if (!_meters.Contains(instrument.Meter))
        {
            if (!ReferenceEquals(instrument.Meter.Scope, _webServer)
                || !WebServer.TryGetValue(instrument.Name, out var known))
            {
                return;
            }

            tags = known;
        }

        var family = new MetricFamily(instrument, tags);
        lock (_gate)
        {
            // Two instruments of one name are one family: a name may be shown once only.
            if (!_families.TryAdd(family.Name, family))
            {
                family = _families[family.Name];
            }
        }

        listener.EnableMeasurementEvents(instrument, family);
    }
}
