using Tracking.Client;
using Tracking.Client.Runs;
using Tracking.Client.Spool;
using Tracking.Contracts.Metrics;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Faults;

/// <summary>What a job does with the SDK: it logs the points of one metric, whose values are their steps.</summary>
internal static class LoggingJob
{
    private const string Key = "m";

    public static TrackingClientOptions Options(string trackingUri, string spoolFolder) => new()
    {
        TrackingUri = trackingUri,
        BackoffFactor = 0,
        BackoffJitter = 0,
        MetricDelay = TimeSpan.Zero,
        EndRunsWithProcess = false,
        RecordSurroundings = false,
        Spool = new SpoolOptions { Folder = spoolFolder, DeliverLeftovers = false, Patience = Patience.Limit },
    };

    public static void Log(ActiveRun run, int first, int count)
    {
        for (var step = first; step < first + count; step++)
        {
            run.LogMetric(Key, step, step);
        }
    }

    /// <summary>Waits until the server has the point of that step.</summary>
    public static async Task ReachedAsync(TrackingClient client, string runId, int step)
    {
        var patience = Patience.Token();
        while ((await client.Runs.GetAsync(runId, patience)).Data?.Metrics is not [{ Step: { } latest }]
            || latest < step)
        {
            await Task.Yield();
        }
    }

    /// <summary>The server has steps 0 to count - 1, each once, as they were logged.</summary>
    public static async Task AssertKeptAsync(TrackingClient client, string runId, int count)
    {
        List<Metric> points = await client.Metrics.GetHistoryAsync(runId, Key).ToListAsync();
        Assert.Equal(Enumerable.Range(0, count), points.Select(point => (int)point.Step!));
        Assert.All(points, point => Assert.Equal(point.Step, (long)point.Value!));
        Assert.Equal(points.Select(point => point.Timestamp).Order(), points.Select(point => point.Timestamp));
    }
}
