using Tracking.Client.Runs;
using Tracking.Client.Spool;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

public class OfflineSpecs : ServerFixture
{
    [Fact]
    public async Task A_run_without_a_server_is_created_and_filled_later_as_if_there_had_been_one()
    {
        await using (var offline = NewClient(Fixtures.NobodyThere(), TrackingMode.Offline))
        await using (var run = await offline.StartRunAsync(
            "cluster", "night", new Dictionary<string, string> { ["team"] = "a" }))
        {
            await run.LogParamAsync("lr", 0.5);
            for (var step = 0; step < 2500; step++)
                run.LogMetric("m", step, step);
            await run.SetTagAsync("k", "v");
            await run.LogTextAsync("hällo", "notes/a.txt");
            await run.LogArtifactAsync(Folder.Write("plot.svg", "<svg/>"), "plots");
            await run.FlushAsync();
        }

        await using var client = NewClient(Server.Address, TrackingMode.Online);
        var synced = Assert.Single((await client.Spool.SyncAsync()).Runs);
        Assert.Equal((SpoolRunOutcome.Delivered, 2505L, 0L), (synced.Outcome, synced.Delivered, synced.Refused));
        var read = await Client.Runs.GetAsync(synced.RunId!);
        Assert.Equal((RunStatus.Finished, "night"), (read.Info!.Status, read.Info.RunName));
        Assert.Equal("cluster", (await Client.Experiments.GetAsync(read.Info.ExperimentId!)).Name);
        Assert.Equal(2500, await Client.Metrics.GetHistoryAsync(synced.RunId!, "m").CountAsync());
        var files = await Client.Artifacts.DownloadAsync(synced.RunId!, null, Folder["all"]);
        Assert.Equal("hällo", await File.ReadAllTextAsync(Path.Join(files, "notes", "a.txt")));
        Assert.Equal("<svg/>", await File.ReadAllTextAsync(Path.Join(files, "plots", "plot.svg")));
    }

    [Theory]
    [InlineData(Fault.HangsUpAfterDoingIt)]
    [InlineData(Fault.AnswersHtmlAfterDoingIt)]
    public async Task A_sync_that_breaks_after_the_creation_creates_nothing_twice(Fault fault)
    {
        await LogOfflineAsync();
        var calls = 0;
        await using var proxy = await FaultyProxy.StartAsync(Server.Address, path =>
            path.EndsWith("runs/create", StringComparison.Ordinal) && calls++ == 0 ? fault : Fault.None);
        await using (var broken = NewClient(proxy.Uri, TrackingMode.Online, retries: 0))
            Assert.False((await broken.Spool.SyncAsync()).IsComplete);
        await using var client = NewClient(proxy.Uri, TrackingMode.Online);
        Assert.True((await client.Spool.SyncAsync()).IsComplete);
        Assert.Empty((await client.Spool.SyncAsync()).Runs);
        Assert.Single(await Client.Runs.SearchAsync(["0"]).ToListAsync());
    }

    [Fact]
    public async Task An_exception_that_leaves_an_offline_block_fails_the_run_that_is_created_later()
    {
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await using var offline = NewClient(Fixtures.NobodyThere(), TrackingMode.Offline);
            await using var run = await offline.StartRunAsync();
            throw new InvalidDataException("bad data");
        });
        await using var client = NewClient(Server.Address, TrackingMode.Online);
        var report = await client.Spool.SyncAsync();
        var read = await Client.Runs.GetAsync(report.Runs.Single().RunId!);
        Assert.Equal(RunStatus.Failed, read.Info!.Status);
    }

    [Fact]
    public async Task A_damaged_spool_gives_what_is_valid_and_is_set_aside()
    {
        await LogOfflineAsync();
        var folder = Directory.GetDirectories(Folder["spool"]).Single();
        var segment = Directory.GetFiles(folder, "*.seg").Single();
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[1000] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);

        await using var client = NewClient(Server.Address, TrackingMode.Online);
        var synced = Assert.Single((await client.Spool.SyncAsync()).Runs);
        Assert.StartsWith("segment 1, byte ", Assert.Single(synced.Damage), StringComparison.Ordinal);
        Assert.Equal(99, await Client.Metrics.GetHistoryAsync(synced.RunId!, "m").CountAsync());
        Assert.True(Directory.Exists(folder + ".damaged"));
        Assert.Empty((await client.Spool.SyncAsync()).Runs);
    }

    [Fact]
    public async Task A_spool_in_use_is_left_to_its_process()
    {
        await using var offline = NewClient(Fixtures.NobodyThere(), TrackingMode.Offline);
        await using var run = await offline.StartRunAsync();
        await using var client = NewClient(Server.Address, TrackingMode.Online);
        Assert.Equal(SpoolRunOutcome.InUse, Assert.Single((await client.Spool.SyncAsync()).Runs).Outcome);
        Assert.Empty(await Client.Runs.SearchAsync(["0"]).ToListAsync());
    }

    [Fact]
    public async Task Nested_runs_find_their_parent_again()
    {
        await using (var offline = NewClient(Fixtures.NobodyThere(), TrackingMode.Offline))
        await using (await offline.StartRunAsync("e", "parent"))
        await using (await offline.StartRunAsync(new StartRunOptions { Nested = true, RunName = "child" }))
            await Task.Yield();

        await using var client = NewClient(Server.Address, TrackingMode.Online);
        await client.Spool.SyncAsync();
        var experiment = (await Client.Experiments.FindAsync("e"))!.ExperimentId!;
        var runs = await Client.Runs.SearchAsync([experiment]).ToListAsync();
        var parent = runs.Single(run => run.Info!.RunName == "parent").Info!.RunId;
        var child = runs.Single(run => run.Info!.RunName == "child");
        Assert.Equal(parent, child.Data!.Tags!.Single(tag => tag.Key == "mlflow.parentRunId").Value);
    }

    private async Task LogOfflineAsync()
    {
        await using var offline = NewClient(Fixtures.NobodyThere(), TrackingMode.Offline);
        await using var run = await offline.StartRunAsync();
        for (var step = 0; step < 100; step++)
            run.LogMetric("m", step, step);
    }

    private TrackingClient NewClient(Uri uri, TrackingMode mode, int retries = 7)
    {
        var options = Fixtures.OptionsFor(uri);
        return new TrackingClient(options with
        {
            Mode = mode,
            MaxRetries = retries,
            Spool = options.Spool with { Folder = Folder["spool"] },
        });
    }
}
