using System.Globalization;
using Tracking.Contracts.ModelEndpoints;

namespace Tracking.Server.ModelEndpoints.Figures;

/// <summary>
/// What an endpoint's process counted last, and what it did in each period of the last hour. Thread-safe.
/// </summary>
internal sealed class FigureHistory
{
    /// <summary>The last hour.</summary>
    private const int MostSamples = 720;

    private readonly Lock _gate = new();
    private readonly Queue<EndpointSample> _samples = new();
    private HostTotals _latest = HostTotals.Zero;
    private HostTotals _sampled = HostTotals.Zero;
    private long _latestMs;
    private long _sampledMs;
    private long _swaps;

    /// <summary>When something was read last; 0 before that.</summary>
    public long SeenMs
    {
        get
        {
            lock (_gate)
            {
                return _latestMs;
            }
        }
    }

    /// <summary>A process counts from zero; what the one before did stays in the samples.</summary>
    public void Restart(long nowMs)
    {
        lock (_gate)
        {
            (_latest, _sampled) = (HostTotals.Zero, HostTotals.Zero);
            (_latestMs, _sampledMs) = (nowMs, nowMs);
            _swaps = 0;
        }
    }

    public void Note(HostTotals totals, long nowMs)
    {
        lock (_gate)
        {
            // Two readers may come in another order than they asked.
            if (totals.Requests + totals.ErrorCount + totals.Loads
                >= _latest.Requests + _latest.ErrorCount + _latest.Loads)
            {
                (_latest, _latestMs) = (totals, nowMs);
            }
        }
    }

    /// <summary>Ends a period with what was noted last; gives the versions that took over in it.</summary>
    public IReadOnlyList<string> Sample()
    {
        lock (_gate)
        {
            if (_latestMs <= _sampledMs)
            {
                return [];
            }

            var swaps = _latest.LoadedSince(_sampled);
            _swaps += swaps.Count;
            var durations = _latest.Durations.Since(_sampled.Durations);
            _samples.Enqueue(new EndpointSample
            {
                Timestamp = _latestMs,
                DurationMs = _latestMs - _sampledMs,
                Requests = _latest.Requests - _sampled.Requests,
                Errors = _latest.ErrorCount - _sampled.ErrorCount,
                P50Ms = Milliseconds(durations.Quantile(0.5)),
                P99Ms = Milliseconds(durations.Quantile(0.99)),
                Rows = _latest.Rows - _sampled.Rows,
                Executions = _latest.Executions - _sampled.Executions,
            });
            if (_samples.Count > MostSamples)
            {
                _samples.Dequeue();
            }

            (_sampled, _sampledMs) = (_latest, _latestMs);
            return swaps;
        }
    }

    public IReadOnlyList<EndpointSample> Samples()
    {
        lock (_gate)
        {
            return [.. _samples];
        }
    }

    public ModelEndpointFigures Figures()
    {
        lock (_gate)
        {
            var since = _latestMs - 60_000;
            return new ModelEndpointFigures
            {
                Requests = _latest.Requests,
                RequestsLastMinute = _latest.Requests - _sampled.Requests
                    + _samples.Where(sample => sample.Timestamp > since).Sum(sample => sample.Requests),
                Errors = Counts(_latest.Errors),
                P50Ms = Milliseconds(_latest.Durations.Quantile(0.5)),
                P95Ms = Milliseconds(_latest.Durations.Quantile(0.95)),
                P99Ms = Milliseconds(_latest.Durations.Quantile(0.99)),
                Rows = _latest.Rows,
                Executions = _latest.Executions,
                Waiting = _latest.Waiting,
                Swaps = _swaps,
                Versions = Counts(_latest.Versions),
                BatchRows = Classes(_latest.BatchRows),
            };
        }
    }

    private static double? Milliseconds(double? seconds) => seconds * 1_000;

    private static List<EndpointCount> Counts(IReadOnlyDictionary<string, long> counts) =>
        [.. counts.Where(one => one.Value > 0).Select(one => new EndpointCount { Name = one.Key, Count = one.Value })];

    private static List<EndpointCount> Classes(Buckets buckets)
    {
        var classes = new List<EndpointCount>();
        for (var i = 0; i < buckets.Bounds.Count; i++)
        {
            var count = buckets.Counts[i] - (i == 0 ? 0 : buckets.Counts[i - 1]);
            if (count > 0)
            {
                var name = double.IsInfinity(buckets.Bounds[i])
                    ? "more"
                    : string.Create(CultureInfo.InvariantCulture, $"up to {buckets.Bounds[i]:0}");
                classes.Add(new EndpointCount { Name = name, Count = count });
            }
        }

        return classes;
    }
}
