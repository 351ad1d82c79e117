using Tracking.Client;
using Tracking.Client.Spool;

namespace Tracking.Guides;

/// <summary>The code of docs/guides/offline.md.</summary>
internal static class OfflineGuide
{
    internal static async Task LogAsync()
    {
        // snippet: offline-log
        await using var client = new TrackingClient();                   // TRACKING_MODE=offline
        await using var run = await client.StartRunAsync("cluster", runName: "night");

        run.LogParam("learning_rate", 0.1);
        for (var step = 0; step < 1_000; step++)
            run.LogMetric("loss", 1.0 / (step + 1), step);               // appends to the spool and returns
        await run.LogTextAsync("converged", "notes.txt");
        // endsnippet
    }

    internal static TrackingClient Choose(string folder, List<LoggingProblem> problems)
    {
        // snippet: offline-options
        var options = TrackingClientOptions.FromEnvironment() with
        {
            Mode = TrackingMode.Offline,
            Spool = new SpoolOptions
            {
                Folder = folder,                                         // on a disk that outlives the job
                MaxBytes = 256L * 1024 * 1024,                           // of what one run has undelivered
                WhenFull = SpoolFullMode.DropNewest,
                OnProblem = problems.Add,                                // tells, and never throws into training
            },
        };
        var client = new TrackingClient(options);
        // endsnippet
        return client;
    }

    internal static async Task<SpoolReport> SyncAsync()
    {
        // snippet: offline-sync
        await using var client = new TrackingClient();                   // sees the spool and the server
        var report = await client.Spool.SyncAsync();
        foreach (var spool in report.Runs)
            Console.WriteLine($"{spool.Outcome} {spool.RunId} {spool.Problem}");
        // endsnippet
        return report;
    }
}
