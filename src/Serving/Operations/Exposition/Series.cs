using System.Diagnostics.Metrics;
using Tracking.Serving.Core;

namespace Tracking.Serving.Operations.Exposition;

/// <summary>The values of one series over time. Thread-safe.</summary>
internal sealed class Series
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<double> _bounds;
    private readonly long[] _counts;
    private double _sum;

    public Series(Instrument instrument)
    {
        Kind = instrument is Histogram<double> or Histogram<int> ? SeriesKind.Histogram
            : instrument.IsObservable ? SeriesKind.Level
            : SeriesKind.Counter;
        _bounds = Kind == SeriesKind.Histogram ? ServingMeter.BoundsOf(instrument) : [];
        _counts = new long[_bounds.Count + 1];
    }

    public SeriesKind Kind { get; }

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < _bounds.Count && value > _bounds[bucket])
        {
            bucket++;
        }

        lock (_gate)
        {
            _counts[bucket]++;
            _sum = Kind == SeriesKind.Level ? value : _sum + value;
        }
    }

    /// <summary>The values at one moment.</summary>
    public SeriesValues Read()
    {
        lock (_gate)
        {
            return new(_bounds, [.. _counts], _sum);
        }
    }
}

internal enum SeriesKind
{
    Counter,

    /// <summary>A value that is read when it is shown.</summary>
    Level,

    Histogram,
}

/// <summary>What a series is at.</summary>
/// <param name="Bounds">Of a histogram's buckets, ascending, without infinity.</param>
/// <param name="Counts">In each bucket; the last one is above every bound.</param>
/// <param name="Sum">Of a counter or histogram; the value of a level.</param>
internal readonly record struct SeriesValues(IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts, double Sum);
