using System.Diagnostics.Metrics;

namespace Tracking.Client.Internal.Diagnostics;

/// <summary>How measurements of an instrument become one value.</summary>
internal enum Reduction
{
    /// <summary>All are added up.</summary>
    Sum,

    /// <summary>The last one counts.</summary>
    Last,

    /// <summary>Count, mean, extremes and quantiles of an interval.</summary>
    Distribution,
}

/// <summary>The series of one instrument. Adding to a series that is there allocates nothing.</summary>
internal sealed class InstrumentState(InstrumentSeries owner, Instrument instrument)
{
    private readonly Reduction _reduction = ReductionOf(instrument);
    private readonly Lock _gate = new();
    private readonly Dictionary<int, List<Series>> _series = [];

    internal void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = HashOf(tags);
        lock (_gate)
        {
            if (Find(hash, tags) is { } series || (series = Make(hash, tags)) is not null)
                series.Add(value);
        }
    }

    /// <summary>Adds the values of all series that have one; distributions begin anew.</summary>
    internal void TakeTo(List<KeyValuePair<string, double>> values)
    {
        lock (_gate)
        {
            foreach (var series in _series.Values.SelectMany(alike => alike))
                series.TakeTo(values);
        }
    }

    private static Reduction ReductionOf(Instrument instrument)
    {
        // Observable counters tell their sums themselves.
        if (instrument.IsObservable)
            return Reduction.Last;
        var kind = instrument.GetType();
        var generic = kind.IsGenericType ? kind.GetGenericTypeDefinition() : kind;
        return generic == typeof(Histogram<>) ? Reduction.Distribution
            : generic == typeof(Gauge<>) ? Reduction.Last
            : Reduction.Sum;
    }

    private static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach (var (key, value) in tags)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    private Series? Find(int hash, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_series.TryGetValue(hash, out var alike))
            return null;
        foreach (var series in alike)
        {
            if (series.Has(tags))
                return series;
        }

        return null;
    }

    private Series? Make(int hash, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!owner.TryReserve())
            return null;
        var kept = tags.ToArray();
        var series = new Series(owner.NameOf(instrument, kept), kept, _reduction);
        if (!_series.TryGetValue(hash, out var alike))
            _series[hash] = alike = [];
        alike.Add(series);
        return series;
    }

    private sealed class Series(string name, KeyValuePair<string, object?>[] tags, Reduction reduction)
    {
        private QuantileSketch _sketch = new();
        private double _value;
        private bool _changed;

        internal bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
        {
            if (others.Length != tags.Length)
                return false;
            for (var i = 0; i < tags.Length; i++)
            {
                if (tags[i].Key != others[i].Key || !Equals(tags[i].Value, others[i].Value))
                    return false;
            }

            return true;
        }

        internal void Add(double value)
        {
            _changed = true;
            if (reduction == Reduction.Distribution)
                _sketch.Add(value);
            else
                _value = reduction == Reduction.Sum ? _value + value : value;
        }

        internal void TakeTo(List<KeyValuePair<string, double>> values)
        {
            if (!_changed)
                return;
            _changed = false;
            if (reduction != Reduction.Distribution)
            {
                values.Add(new(name, _value));
                return;
            }

            values.Add(new(name + "/count", _sketch.Count));
            if (_sketch.Count > 0)
            {
                values.Add(new(name + "/mean", _sketch.Mean));
                values.Add(new(name + "/min", _sketch.Min));
                values.Add(new(name + "/max", _sketch.Max));
                values.Add(new(name + "/p50", _sketch.Quantile(0.5)));
                values.Add(new(name + "/p90", _sketch.Quantile(0.9)));
                values.Add(new(name + "/p99", _sketch.Quantile(0.99)));
            }

            _sketch = new QuantileSketch();
        }
    }
}
