using Tracking.Client.Runs;

namespace Tracking.Client.Internal.Diagnostics;

/// <summary>Logs a number of what is reported. Reports come from any thread, and are never kept waiting.</summary>
internal sealed class MetricProgress<T>(ActiveRun run, string key, Func<T, double> value) : IProgress<T>
{
    private readonly ErrorOutlet _errors = new($"the progress '{key}'", null);
    private long _step = -1;

    public void Report(T reported)
    {
        try
        {
            var logged = run.LogMetricAsync(key, value(reported), Interlocked.Increment(ref _step));
            if (!logged.IsCompletedSuccessfully)
                _ = TellFailureAsync(logged);
        }
        catch (InvalidOperationException ended)
        {
            // The run is over before the work that reports: the work must not notice.
            _errors.Tell(ended);
        }
    }

    private async Task TellFailureAsync(Task logged)
    {
        try
        {
            await logged;
        }
        catch (Exception failure) when (failure is TrackingClientException or ObjectDisposedException)
        {
            _errors.Tell(failure);
        }
    }
}
