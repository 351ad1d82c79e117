using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tracking.Artifacts;
using Tracking.Contracts.Errors;
using Tracking.Contracts.Json;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public class RunLoggingSpecs : ServerFixture
{
    [Fact]
    public async Task What_is_logged_can_be_read_back()
    {
        string id;
        await using (var run = await Client.StartRunAsync(
            "digits", "first", new Dictionary<string, string> { ["team"] = "a" }))
        {
            id = run.Id;
            await run.LogParamAsync("lr", 0.25);
            await run.LogParamsAsync(
                new Dictionary<string, object?> { ["layers"] = 3, ["on"] = true, ["none"] = null });
            await run.LogMetricAsync("loss", 0.5, step: 1);
            await run.LogMetricsAsync(
                new Dictionary<string, double> { ["loss"] = 0.25, ["acc"] = double.NaN }, step: 2);
            await run.SetTagsAsync(new Dictionary<string, string> { ["k"] = "v" });
            await run.SetTagAsync("k", "w");
        }

        var read = await Client.Runs.GetAsync(id);
        Assert.Equal(("first", RunStatus.Finished), (read.Info!.RunName, read.Info.Status));
        Assert.Equal("digits", (await Client.Experiments.GetAsync(read.Info.ExperimentId!)).Name);
        Assert.Equal(["layers=3", "lr=0.25", "none=", "on=True"],
            read.Data!.Params!.Select(each => $"{each.Key}={each.Value}").Order(StringComparer.Ordinal));
        Assert.Equal([double.NaN, 0.25], read.Data.Metrics!.OrderBy(each => each.Key)
            .Select(each => each.Value!.Value));
        var tags = read.Data.Tags!.ToDictionary(tag => tag.Key!, tag => tag.Value);
        Assert.Equal(("a", "w", "LOCAL"), (tags["team"], tags["k"], tags["mlflow.source.type"]));
        Assert.Equal(Environment.UserName, tags["mlflow.user"]);
    }

    [Fact]
    public async Task Every_point_of_a_long_run_arrives()
    {
        await using var run = await Client.StartRunAsync();
        for (var step = 0; step < 30_000; step++)
            await run.LogMetricAsync("loss", 1.0 / (step + 1), step);
        await run.FlushAsync();
        var steps = await Client.Metrics.GetHistoryAsync(run.Id, "loss").Select(point => point.Step!.Value)
            .ToListAsync();
        Assert.Equal(Enumerable.Range(0, 30_000).Select(step => (long)step), steps.Order());
    }

    [Fact]
    public async Task Points_that_the_server_refuses_are_told_and_fail_the_run()
    {
        var options = Fixtures.OptionsFor(Server.Address);
        await using var client = new TrackingClient(
            options with { Spool = options.Spool with { ThrowOnLoss = true } });
        var run = await client.StartRunAsync();
        await run.LogMetricAsync("bad$name", 1);
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => run.DisposeAsync().AsTask());
        Assert.StartsWith("1 metric points were not logged: INVALID_PARAMETER_VALUE: ", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, (await Client.Runs.GetAsync(run.Id)).Info!.Status);
    }

    [Fact]
    public async Task A_param_with_another_value_is_refused_word_for_word()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogParamAsync("lr", 1);
        await run.LogParamAsync("lr", 1);
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => run.LogParamAsync("lr", 2));
        Assert.StartsWith("INVALID_PARAMETER_VALUE: Changing param values is not allowed.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_json_files_and_folders_become_artifacts()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogTextAsync("hällo", "notes/a b%.txt");
        await run.LogJsonAsync(new JsonObject { ["n"] = 1 }, "tree.json");
        JsonTypeInfo<ErrorResponse> type = WireJson.Default.ErrorResponse;
        await run.LogJsonAsync(new ErrorResponse { ErrorCode = "E" }, type, "typed.json");
        await run.LogArtifactAsync(Folder.Write("plot.svg", "<svg/>"), "plots");
        Folder.Write("out/1/x.bin", "1");
        Folder.Write("out/.hidden", "2");
        await run.LogArtifactsAsync(Folder["out"], "data");

        var all = await Client.Artifacts.DownloadAsync(run.Id, null, Folder["all"]);
        Assert.Equal("hällo", await File.ReadAllTextAsync(Path.Join(all, "notes", "a b%.txt")));
        Assert.Equal(1, JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Join(all, "tree.json"))).RootElement.GetProperty("n").GetInt32());
        Assert.Equal("""{"error_code":"E"}""", await File.ReadAllTextAsync(Path.Join(all, "typed.json")));
        Assert.Equal("1", await File.ReadAllTextAsync(Path.Join(all, "data", "1", "x.bin")));
        Assert.Equal("2", await File.ReadAllTextAsync(Path.Join(all, "data", ".hidden")));
    }

    [Fact]
    public async Task One_file_is_downloaded_alone_and_a_missing_one_is_an_error_that_leaves_nothing()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogTextAsync("x", "a/b.txt");
        Assert.Equal(Folder["one", "b.txt"], await Client.Artifacts.DownloadAsync(run.Id, "a/b.txt", Folder["one"]));
        var error = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.Artifacts.DownloadAsync(run.Id, "a/none.txt", Folder["none"]));
        Assert.Equal(TrackingClientException.ResourceDoesNotExist, error.ErrorCode);
        Assert.Equal([Folder["one"]], Directory.GetFileSystemEntries(Folder.Path));
        await Assert.ThrowsAsync<IOException>(() => Client.Artifacts.DownloadAsync(run.Id, "a", Folder["one"]));
    }

    [Fact]
    public async Task Listing_gives_direct_children_by_their_paths_in_the_run()
    {
        await using var run = await Client.StartRunAsync();
        foreach (var file in (string[])["a/b.txt", "a/c/d.txt", "e.txt"])
            await run.LogTextAsync("12", file);
        var root = await Client.Artifacts.ListAsync(run.Id).ToListAsync();
        Assert.Equal([("a", true), ("e.txt", false)], root.Select(file => (file.Path!, file.IsDir == true)));
        var inner = await Client.Artifacts.ListAsync(run.Id, "a").ToListAsync();
        Assert.Equal([("a/b.txt", 2L), ("a/c", null)], inner.Select(file => (file.Path!, file.FileSize)));
        Assert.Empty(await Client.Artifacts.ListAsync(run.Id, "none").ToListAsync());
    }

    [Theory]
    [InlineData("../x.txt")]
    [InlineData("/x.txt")]
    [InlineData("a\\b")]
    public async Task A_bad_artifact_path_is_refused_before_anything_is_sent(string path)
    {
        await using var run = await Client.StartRunAsync();
        await Assert.ThrowsAsync<InvalidArtifactPathException>(async () => await run.LogTextAsync("x", path));
    }

    [Fact]
    public async Task An_experiment_on_a_shared_folder_gets_its_artifacts_straight()
    {
        var experiment = await Client.Experiments.CreateAsync("shared", new Uri(Folder["shared"]).AbsoluteUri);
        var options = Fixtures.OptionsFor(Server.Address) with { ExperimentId = experiment };
        await using var client = new TrackingClient(options);
        await using var run = await client.StartRunAsync();
        await run.LogTextAsync("straight", "a/b.txt");
        Assert.Equal("straight", await File.ReadAllTextAsync(Folder["shared", run.Id, "artifacts", "a", "b.txt"]));
        var copy = await client.Artifacts.DownloadAsync(run.Id, "a", Folder["copy"]);
        Assert.Equal("straight", await File.ReadAllTextAsync(Path.Join(copy, "b.txt")));
    }

    [Fact]
    public async Task A_launcher_hands_over_a_run_that_the_first_start_resumes()
    {
        var prepared = await Client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0", RunName = "prepared" });
        var options = Fixtures.OptionsFor(Server.Address) with { RunId = prepared.Info!.RunId };
        await using var client = new TrackingClient(options);
        await using var first = await client.StartRunAsync();
        await using var second = await client.StartRunAsync();
        Assert.Equal((prepared.Info.RunId, "prepared"), (first.Id, first.Name));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Starting_in_one_new_experiment_from_many_processes_makes_one_experiment()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Client.StartRunAsync("new one")));
        Assert.Single(runs.Select(run => run.ExperimentId).Distinct());
        foreach (var run in runs)
            await run.DisposeAsync();
    }

    [Fact]
    public async Task A_deleted_experiment_is_named_with_what_to_do()
    {
        await Client.Experiments.DeleteAsync(await Client.Experiments.CreateAsync("gone"));
        var error = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.StartRunAsync("gone", cancellationToken: Patience.Token()));
        Assert.Matches(@"^The experiment 'gone' \(id \d+\) is deleted; restore it or choose another name$",
            error.Message);
    }
}
