using System.Diagnostics;
using System.Globalization;
using Tracking.Client.Spool;
using Tracking.Contracts.Metrics;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

/// <summary>
/// Jobs that are killed while they log (see Program.cs); each also delivers what those before it left.
/// </summary>
public class KilledProcessSpecs : ServerFixture
{
    private const int Kills = 50;
    private const int MaxLines = 40;

    [Fact]
    public async Task After_fifty_kills_the_next_start_delivers_every_point_once_in_order()
    {
        var random = new Random(7);
        var told = new Dictionary<string, long>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var (runId, logged) = await RunAndKillAsync(random.Next(MaxLines));
            told[runId] = logged;
        }

        var options = Fixtures.OptionsFor(Server.Address);
        await using var client = new TrackingClient(
            options with { Spool = options.Spool with { Folder = Folder["spool"] } });
        await SyncAsync(client);
        Assert.Empty(Directory.GetFileSystemEntries(Folder["spool"]));
        Assert.Equal(Kills, told.Count);
        foreach (var (runId, logged) in told)
            await AssertCompleteAsync(runId, logged);
    }

    /// <summary>
    /// A program that a job was just starting when it was killed, git's for one, holds the job's locks until it runs.
    /// </summary>
    private static async Task SyncAsync(TrackingClient client)
    {
        var patience = Patience.Token();
        SpoolReport report;
        do
        {
            patience.ThrowIfCancellationRequested();
            report = await client.Spool.SyncAsync(cancellationToken: patience);
            Assert.True(report.IsComplete);
            Assert.All(report.Runs, run => Assert.Empty(run.Damage));
        }
        while (report.Runs.Any(run => run.Outcome == SpoolRunOutcome.InUse));
    }

    private async Task<(string RunId, long Logged)> RunAndKillAsync(int lines)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["exec", typeof(KilledProcessSpecs).Assembly.Location, "log-until-killed"])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["MLFLOW_TRACKING_URI"] = Server.Address.ToString(),
                ["TRACKING_SPOOL_DIR"] = Folder["spool"],
                ["TEST_METRIC_DELAY_MS"] = "5",
            },
        };
        using var job = Process.Start(start)!;
        var runId = await job.StandardOutput.ReadLineAsync(Patience.Token());
        string? last = null;
        for (var i = 0; i < lines; i++)
            last = await job.StandardOutput.ReadLineAsync(Patience.Token());
        job.Kill();
        await job.WaitForExitAsync(Patience.Token());
        // What it said before it died counts too.
        var rest = await job.StandardOutput.ReadToEndAsync(Patience.Token());
        last = rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? last;
        return (runId!, last is null ? 0 : long.Parse(last, CultureInfo.InvariantCulture));
    }

    /// <summary>All that it said it had logged, and what it logged after saying so, without a hole.</summary>
    private async Task AssertCompleteAsync(string runId, long logged)
    {
        foreach (var key in (string[])["a", "b"])
        {
            List<Metric> points = await Client.Metrics.GetHistoryAsync(runId, key).ToListAsync();
            Assert.True(points.Count >= logged, $"{runId} said {logged}, {points.Count} arrived");
            Assert.Equal(Enumerable.Range(0, points.Count), points.Select(point => (int)point.Step!));
            Assert.Equal(points.Select(point => point.Timestamp).Order(), points.Select(point => point.Timestamp));
        }
    }
}
