using System.Collections.Concurrent;
using Tracking.Client.Spool;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Tests.Spool;

public class DeliverySpecs : ServerFixture
{
    private readonly ConcurrentQueue<LoggingProblem> _problems = new();

    [Fact]
    public async Task What_is_logged_without_waiting_arrives_in_order_and_before_what_is_awaited()
    {
        await using var run = await Client.StartRunAsync();
        run.LogParam("lr", 0.5);
        run.LogParams(new Dictionary<string, object?> { ["layers"] = 3 });
        run.SetTag("k", "1");
        run.SetTags(new Dictionary<string, string> { ["k"] = "2" });
        run.LogMetrics(7, ("loss", 0.5), ("acc", double.PositiveInfinity));
        run.LogText("hällo", "notes/a.txt");
        await run.SetTagAsync("k", "3");
        await run.FlushAsync();

        var read = (await Client.Runs.GetAsync(run.Id)).Data!;
        Assert.Equal(["layers=3", "lr=0.5"], read.Params!.Select(each => $"{each.Key}={each.Value}").Order());
        Assert.Equal("3", read.Tags!.Single(tag => tag.Key == "k").Value);
        Assert.Equal([("acc", double.MaxValue, 7L), ("loss", 0.5, 7L)],
            read.Metrics!.OrderBy(each => each.Key).Select(each => (each.Key!, each.Value!.Value, each.Step!.Value)));
        var files = await Client.Artifacts.DownloadAsync(run.Id, "notes", Folder["notes"]);
        Assert.Equal("hällo", await File.ReadAllTextAsync(Path.Join(files, "a.txt")));
    }

    [Fact]
    public async Task Of_a_batch_only_what_the_server_refuses_is_lost_and_told()
    {
        await using var client = NewClient(options => options);
        var run = await client.StartRunAsync();
        for (var step = 0; step < 50; step++)
            run.LogMetrics(step, ("good", step), ("bad$name", step));
        run.LogParam("good", 1);
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => run.FlushAsync());
        Assert.StartsWith("50 metric points were not logged: INVALID_PARAMETER_VALUE: ", error.Message,
            StringComparison.Ordinal);
        run.LogMetric("good", 1, 50);
        await run.FlushAsync();
        await run.EndAsync();

        Assert.Equal(51, await Client.Metrics.GetHistoryAsync(run.Id, "good").CountAsync());
        Assert.Equal("1", (await Client.Runs.GetAsync(run.Id)).Data!.Params!.Single().Value);
        var problem = Assert.Single(_problems);
        Assert.Equal((LoggingProblemKind.Refused, 50L, run.Id), (problem.Kind, problem.Count, problem.RunId));
    }

    [Fact]
    public async Task A_refused_param_fails_the_run_but_does_not_throw_into_the_training()
    {
        await using var client = NewClient(options => options);
        var run = await client.StartRunAsync();
        run.LogParam("lr", 1);
        run.LogParam("lr", 2);
        run.LogMetric("loss", 1);
        await run.EndAsync();

        var read = await Client.Runs.GetAsync(run.Id);
        Assert.Equal(RunStatus.Failed, read.Info!.Status);
        Assert.StartsWith("TrackingClientException: 1 params, tags or texts were not logged: ",
            read.Data!.Tags!.Single(tag => tag.Key == "tracking.failure").Value, StringComparison.Ordinal);
        Assert.Equal("1", read.Data.Params!.Single().Value);
        Assert.Single(read.Data.Metrics!);
    }

    [Fact]
    public async Task A_delivered_run_leaves_nothing_on_the_disk()
    {
        var root = Folder["spool"];
        await using var client = NewClient(options => options with { Folder = root });
        await using (var run = await client.StartRunAsync())
        {
            run.LogMetric("m", 1);
            Assert.Single(Directory.GetDirectories(root));
        }

        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_costs_the_safety_and_nothing_else()
    {
        var file = Folder.Write("file", "in the way");
        await using var client = NewClient(options => options with { Folder = Path.Join(file, "spool") });
        await using var run = await client.StartRunAsync();
        run.LogMetric("m", 1);
        await run.FlushAsync();
        Assert.Equal(LoggingProblemKind.NotDurable, Assert.Single(_problems).Kind);
        Assert.Single(await Client.Metrics.GetHistoryAsync(run.Id, "m").ToListAsync());
    }

    private TrackingClient NewClient(Func<SpoolOptions, SpoolOptions> change)
    {
        var options = Fixtures.OptionsFor(Server.Address);
        return new TrackingClient(
            options with { Spool = change(options.Spool with { OnProblem = _problems.Enqueue }) });
    }
}
