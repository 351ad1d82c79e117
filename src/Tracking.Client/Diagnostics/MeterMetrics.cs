using System.Diagnostics.Metrics;
using Tracking.Client.Internal;
using Tracking.Client.Internal.Diagnostics;
using Tracking.Client.Runs;

namespace Tracking.Client.Diagnostics;

/// <summary>
/// Logs instruments of <see cref="System.Diagnostics.Metrics"/> as metrics of a run, until it is disposed or the run
/// ends. Counters are logged as sums since the start, gauges with their last value, histograms as <c>/count</c>,
/// <c>/mean</c>, <c>/min</c>, <c>/max</c>, <c>/p50</c>, <c>/p90</c> and <c>/p99</c> (within 1 %) of the interval.
/// </summary>
/// <remarks>
/// Tags follow the name in the order of their keys, <c>requests/method_GET/status_200</c>. Characters that metric names
/// may not hold become <c>_</c>; names of more than 250 characters are cut and end in a hash. Steps count the
/// intervals.
/// </remarks>
public sealed class MeterMetrics : IAsyncDisposable
{
    private readonly ActiveRun _run;
    private readonly InstrumentSeries _series;
    private readonly ErrorOutlet _errors;
    private readonly MeterListener _listener = new();
    private readonly PeriodicTimer _timer;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Task _loop;
    private long _step;
    private int _stopped;

    internal MeterMetrics(ActiveRun run, TimeProvider time, MeterMetricsOptions options)
    {
        Check(options);
        _run = run;
        _series = new InstrumentSeries(options);
        _errors = new ErrorOutlet("metrics of instruments", options.OnError);
        var wanted = new NamePatterns(options.Meters);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (wanted.Match(instrument.Meter.Name) && options.Filter(instrument))
                listener.EnableMeasurementEvents(instrument, _series.StateOf(instrument));
        };
        Listen();
        _timer = Detached.Do(() => new PeriodicTimer(options.Interval, time));
        _loop = Detached.Run(LoopAsync);
        _run.BeforeEnd(_ => StopAsync());
    }

    /// <summary>Logs what was measured since the last interval, and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _loop;
        _oneAtATime.Dispose();
    }

    private void Listen()
    {
        _listener.SetMeasurementEventCallback<byte>(Measured);
        _listener.SetMeasurementEventCallback<short>(Measured);
        _listener.SetMeasurementEventCallback<int>(Measured);
        _listener.SetMeasurementEventCallback<long>(Measured);
        _listener.SetMeasurementEventCallback<float>(Measured);
        _listener.SetMeasurementEventCallback<double>(Measured);
        _listener.SetMeasurementEventCallback<decimal>(Measured);
        _listener.Start();

        static void Measured<T>(
            Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
            where T : struct, System.Numerics.INumber<T> =>
            (state as InstrumentState)?.Add(double.CreateSaturating(value), tags);
    }

    private async Task LoopAsync()
    {
        while (await _timer.WaitForNextTickAsync())
            await LogAsync();
    }

    private async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        _timer.Dispose();
        await LogAsync();
        _listener.Dispose();
    }

    private async Task LogAsync()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            _listener.RecordObservableInstruments();
            if (_series.Take() is { Count: > 0 } values)
                await _run.LogMetricsAsync(values, _step++);
        }
        catch (Exception failure) when (failure is TrackingClientException or InvalidOperationException
            or AggregateException)
        {
            // The instruments' own callbacks, a run that has ended, points that are refused: nothing to stop work for.
            _errors.Tell(failure);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static void Check(MeterMetricsOptions options)
    {
        var problems = new List<string>();
        if (options.Interval < TimeSpan.FromMilliseconds(100) || options.Interval > TimeSpan.FromHours(1))
            problems.Add($"Interval is {options.Interval}; expected 100 ms to 1 h");
        if (options.MaxSeries is < 1 or > 10_000)
            problems.Add($"MaxSeries is {options.MaxSeries}; expected 1 to 10000");
        if (options.Meters.Count == 0)
            problems.Add("Meters is empty; expected names of meters, such as System.Runtime");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join("; ", problems));
    }
}
