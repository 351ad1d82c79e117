using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tracking.Serving.Core;

namespace Tracking.Serving.Operations.Exposition;

/// <summary>Sums up what the meter of one host measures, from its creation on. Thread-safe.</summary>
internal sealed class MeterSeries : IDisposable
{
    // Models come and go through the repository's API; a host that has seen more counts what it knows.
    private const int MostSeries = 20_000;

    private readonly ConcurrentDictionary<SeriesKey, Series> _series = new();
    private readonly MeterListener _listener = new();

    public MeterSeries(ServingMeter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter.Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All there is, with levels read anew; ordered, so that one family's lines stand together.</summary>
    public IReadOnlyList<KeyValuePair<SeriesKey, Series>> Read()
    {
        // A level of a model that is gone is not told again, so it goes away here.
        foreach (var (key, series) in _series)
        {
            if (series.Kind == SeriesKind.Level)
            {
                _series.TryRemove(key, out _);
            }
        }

        _listener.RecordObservableInstruments();
        return [.. _series.OrderBy(one => one.Key.Instrument.Name, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Model, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Version, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Value, StringComparer.Ordinal)];
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = SeriesKey.Of(instrument, tags);
        if (_series.TryGetValue(key, out var series) || _series.Count < MostSeries)
        {
            (series ?? _series.GetOrAdd(key, static key => new Series(key.Instrument))).Record(value);
        }
    }
}

/// <summary>One instrument under one set of labels.</summary>
/// <param name="Instrument">Whose.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Version">Its version, or an empty text.</param>
/// <param name="Label">The name of a further label; null without.</param>
/// <param name="Value">That label's value.</param>
internal readonly record struct SeriesKey(
    Instrument Instrument, string Model, string Version, string? Label, string? Value)
{
    public static SeriesKey Of(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = new SeriesKey(instrument, string.Empty, string.Empty, null, null);
        foreach (var (name, value) in tags)
        {
            var text = value as string ?? string.Empty;
            key = name switch
            {
                "model" => key with { Model = text },
                "version" => key with { Version = text },
                _ => key with { Label = name, Value = text },
            };
        }

        return key;
    }
}
