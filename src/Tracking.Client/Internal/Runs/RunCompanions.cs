using Tracking.Artifacts;
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
        _packages = options.RecordSurroundings ? Detached.Run(LogPackagesAsync) : Task.CompletedTask;
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

    private async Task LogPackagesAsync()
    {
        var content = PackageList.OfProcess();
        try
        {
            // Not through the run, which takes nothing more once it is being ended.
            var location = _run.Services.Locations.Open(_run.ArtifactUri);
            await location.UploadAsync(
                ArtifactPath.Parse(PackageList.ArtifactFile), () => new MemoryStream(content), _stop.Token);
        }
        catch (Exception missed) when (missed is TrackingClientException or IOException or OperationCanceledException
            or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The list is a courtesy: the training must not notice that the artifacts cannot be reached.
        }
    }
}
