using Tracking.Client.Internal.Surroundings;
using Tracking.Client.Runs;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Runs;

/// <summary>
/// What goes on beside a run without its user: the list of packages on its way to the server, and what the machine
/// does. Ends before the run does.
/// </summary>
internal sealed class RunCompanions : IAsyncDisposable
{
    private static readonly TimeSpan UploadPatience = TimeSpan.FromSeconds(5);

    private readonly ActiveRun _run;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _packages;
    private readonly SystemMetricsMonitor? _monitor;

    private RunCompanions(ActiveRun run, Run found, bool? systemMetrics)
    {
        _run = run;
        var options = run.Services.Options;
        _time = options.Time;
        _packages = options.RecordSurroundings ? Detached.Do(LogPackagesAsync) : Task.CompletedTask;
        if (systemMetrics ?? options.SystemMetrics.Enabled)
            _monitor = new SystemMetricsMonitor(run, options.SystemMetrics, _time, SystemProbes.OfThisMachine(_time),
                SystemMetricsMonitor.NextStep(found.Data?.Metrics ?? []));
    }

    internal static void Start(ActiveRun run, Run found, bool? systemMetrics)
    {
        var companions = new RunCompanions(run, found, systemMetrics);
        run.Ending.BeforeFlush = async () => await companions.DisposeAsync();
    }

    /// <summary>Never throws; what is called again waits with the first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_monitor is not null)
            await _monitor.DisposeAsync();
        if (!_packages.IsCompleted)
        {
            var patience = Task.Delay(UploadPatience, _time, CancellationToken.None);
            if (await Task.WhenAny(_packages, patience) == patience)
                await _stop.CancelAsync();
        }

        await _packages;
        _stop.Dispose();
    }

    /// <summary>To be called while the run is surely open: it takes nothing more once it is being ended.</summary>
    private async Task LogPackagesAsync()
    {
        try
        {
            await _run.UploadAsync(PackageList.OfProcess(), PackageList.ArtifactFile, _stop.Token);
        }
        catch (Exception missed)
        {
            // The list is a courtesy: neither the training nor the run's end may fail for it.
            await Console.Error.WriteLineAsync(
                $"tracking: {PackageList.ArtifactFile} of the run {_run.Id} was not logged: {missed.Message}");
        }
    }
}
