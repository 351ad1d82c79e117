using System.Text.Json;
using Tracking.Cli.Tests.Faults;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Sync;

/// <summary><c>tracking sync</c> as a process of its own, with a real server.</summary>
public sealed class SyncCommandSpecs : ServerSpecs
{
    private const int Points = 2_500;
    private const int ManyPoints = 200_000;

    [Fact]
    public async Task A_run_that_was_logged_offline_is_delivered_once_however_often_it_is_asked_for()
    {
        await LogOfflineAsync(Points);

        var first = await SyncAsync();
        var second = await SyncAsync();

        var run = Assert.Single(await Client.Runs.SearchAsync(["0"]).ToListAsync());
        // One more: the run's end.
        Assert.Equal(
            $"delivered run {run.Info!.RunId}: {Points + 1} records, 0 of them refused\n"
            + "1 delivered, 0 in use, 0 left.",
            first);
        Assert.Equal("0 delivered, 0 in use, 0 left.", second);
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        await LoggingJob.AssertKeptAsync(Client, run.Info.RunId!, Points);
    }

    [Fact]
    public async Task As_json_it_tells_of_each_run_and_of_all()
    {
        await LogOfflineAsync(Points);
        Directory.CreateDirectory(Folder["spool", "20990101T000000000-nobodys"]);

        var (code, output, errors) = await CallAsync("--output", "json");

        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("nobodys is left: run.json is missing or damaged", errors, StringComparison.Ordinal);
        using var read = JsonDocument.Parse(output);
        var all = read.RootElement;
        Assert.Equal((Points + 1, 0, 1), (Number(all, "delivered"), Number(all, "refused"), Number(all, "remaining")));
        var (run, left) = (all.GetProperty("runs")[0], all.GetProperty("runs")[1]);
        var runId = Assert.Single(await Client.Runs.SearchAsync(["0"]).ToListAsync()).Info!.RunId;
        Assert.Equal((runId, "delivered"), (Text(run, "run_id"), Text(run, "outcome")));
        Assert.Equal((Points + 1, 0), (Number(run, "delivered"), Number(run, "refused")));
        Assert.Equal(0, run.GetProperty("damage").GetArrayLength());
        Assert.Equal("left", Text(left, "outcome"));
        Assert.StartsWith("run.json is missing", Text(left, "problem"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sync_that_is_killed_again_and_again_creates_one_run_with_every_point_once()
    {
        await LogOfflineAsync(ManyPoints);
        // The first is killed as soon as the run exists, the others on the way.
        foreach (var reached in (int[])[-1, ManyPoints / 20, ManyPoints / 5])
        {
            await using var killed = StartSync();
            var runId = await CreatedRunAsync();
            if (reached >= 0)
            {
                await LoggingJob.ReachedAsync(Client, runId, reached);
            }

            await killed.KillAsync();
            Assert.Single(Directory.GetDirectories(Folder["spool"]));
        }

        Assert.EndsWith("1 delivered, 0 in use, 0 left.", await SyncAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Folder["spool"]));
        await LoggingJob.AssertKeptAsync(Client, await CreatedRunAsync(), ManyPoints);
    }

    /// <summary>The one run of the server, as soon as there is one.</summary>
    private async Task<string> CreatedRunAsync()
    {
        var patience = Patience.Token();
        while (true)
        {
            var runs = await Client.Runs.SearchAsync(["0"], cancellationToken: patience).ToListAsync(patience);
            if (runs.Count > 0)
            {
                return Assert.Single(runs).Info!.RunId!;
            }
        }
    }

    private async Task LogOfflineAsync(int points)
    {
        // Nothing listens there.
        var options = LoggingJob.Options("http://127.0.0.1:9", Folder["spool"]);
        await using var offline = new TrackingClient(options with { Mode = TrackingMode.Offline });
        await using var run = await offline.StartRunAsync();
        LoggingJob.Log(run, 0, points);
    }

    private CliProcess StartSync(params string[] arguments) => CliProcess.Start(
        Folder.Path,
        ["sync", Folder["spool"], "--tracking-uri", Address.ToString(), .. arguments]);

    private async Task<string> SyncAsync()
    {
        var (code, output, errors) = await CallAsync();
        Assert.Equal((ExitCodes.Success, ""), (code, errors));
        return output;
    }

    private async Task<(int Code, string Output, string Errors)> CallAsync(params string[] arguments)
    {
        await using var sync = StartSync(arguments);
        var code = await sync.ExitCodeAsync();
        return (code, sync.Output, sync.Errors);
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
