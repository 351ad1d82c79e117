using Tracking.Client.Internal.Surroundings.Probes;
using Tracking.Client.Runs;
using Tracking.Contracts.Metrics;

namespace Tracking.Client.Internal.Surroundings;

/// <summary>Logs what the machine does to one run, behind everybody's back. Owns the probes.</summary>
internal sealed class SystemMetricsMonitor : IAsyncDisposable
{
    private readonly ActiveRun _run;
    private readonly SystemMetricsOptions _options;
    private readonly SystemProbes _probes;
    private readonly PeriodicTimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _measuring;
    private long _step;
    private int _stopped;

    /// <param name="run">Where to log.</param>
    /// <param name="options">How often.</param>
    /// <param name="time">The clock.</param>
    /// <param name="probes">What to measure with.</param>
    /// <param name="firstStep">Of the first point.</param>
    internal SystemMetricsMonitor(
        ActiveRun run, SystemMetricsOptions options, TimeProvider time, SystemProbes probes, long firstStep)
    {
        _run = run;
        _options = options;
        _probes = probes;
        _step = firstStep;
        _timer = Detached.Do(() => new PeriodicTimer(options.SamplingInterval, time));
        _measuring = Detached.Run(MeasureAsync);
    }

    /// <summary>A run that goes on counts on where it stopped.</summary>
    internal static long NextStep(IReadOnlyList<Metric> latest) => 1 + latest
        .Where(metric => metric.Key?.StartsWith("system/", StringComparison.Ordinal) == true)
        .Select(metric => metric.Step ?? 0)
        .DefaultIfEmpty(-1)
        .Max();

    /// <summary>Ends when the last point is in the run's buffer; an unfinished average is left out.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
            await _stop.CancelAsync();
        await _measuring;
        _stop.Dispose();
    }

    private async Task MeasureAsync()
    {
        using var timer = _timer;
        using var probes = _probes;
        try
        {
            var sample = new SystemSample(_options.NodeId);
            for (var samples = 1; await timer.WaitForNextTickAsync(_stop.Token); samples++)
            {
                await probes.MeasureAsync(sample, _stop.Token);
                if (samples % _options.SamplesBeforeLogging == 0)
                    await _run.LogMetricsAsync(sample.TakeAverages(), _step++, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The run is about to end.
        }
        catch (Exception) when (_run.HasEnded)
        {
            // It has ended between the measuring and the logging.
        }
        catch (Exception failure)
        {
            // Neither the training nor the run's end may fail for it.
            await Console.Error.WriteLineAsync(
                $"tracking: the run {_run.Id} has no more system metrics: {failure.Message}");
        }
    }
}
