using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tracking.Serving.Core;

namespace Tracking.Serving.Tests.Configuration;

/// <summary>How often edits were taken and refused, by outcome.</summary>
internal sealed class Figures : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly MeterListener _listener = new();

    public Figures(ServingMeter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter.Meter && instrument.Name == "tracking.serving.configurations")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            _counts.AddOrUpdate($"{tags[0].Value}", value, (_, before) => before + value));
        _listener.Start();
    }

    public long this[string outcome] => _counts.GetValueOrDefault(outcome);

    public void Dispose() => _listener.Dispose();
}
