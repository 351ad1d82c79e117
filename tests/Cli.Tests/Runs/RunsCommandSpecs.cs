using System.Text.Json;
using Tracking.Contracts.Runs;

namespace Tracking.Cli.Tests.Runs;

public sealed class RunsCommandSpecs : ServerSpecs
{
    [Fact]
    public async Task A_created_run_has_what_was_asked_for_and_its_id_is_printed()
    {
        var parent = (await SucceedAsync("runs", "create", "-n", "digits")).Output.Trim();
        var id = (await SucceedAsync(
            "runs", "create", "-n", "digits", "--run-name", "second", "--description", "a note", "-t", "k=v=w",
            "--status", "FAILED", "--parent-run-id", parent)).Output.Trim();

        var run = await Client.Runs.GetAsync(id);
        Assert.Equal(("second", RunStatus.Failed, "1"), (run.Info!.RunName, run.Info.Status, run.Info.ExperimentId));
        Assert.NotNull(run.Info.EndTime);
        var tags = run.Data!.Tags!.ToDictionary(tag => tag.Key!, tag => tag.Value);
        Assert.Equal(("a note", "v=w", parent), (tags["mlflow.note.content"], tags["k"], tags["mlflow.parentRunId"]));
        Assert.Equal(RunStatus.Finished, (await Client.Runs.GetAsync(parent)).Info!.Status);
    }

    [Fact]
    public async Task Search_filters_orders_limits_and_shows_the_columns_that_are_asked_for()
    {
        foreach (var (name, accuracy) in new[] { ("low", 0.5), ("middle", 0.95), ("high", 0.99123456) })
        {
            await LogRunAsync(name, accuracy);
        }

        var table = await SucceedAsync(
            "runs", "search", "-f", "metrics.accuracy > 0.9", "--order-by", "metrics.accuracy DESC",
            "-c", "run_name,metrics.accuracy", "-c", "params.lr");
        Assert.Equal(
            [
                "RUN NAME  METRICS.ACCURACY  PARAMS.LR",
                "high              0.991235  0.1",
                "middle                0.95  0.1",
            ],
            table.Lines);
        var first = await SucceedAsync("runs", "list", "--max-results", "1", "--output", "json");
        var only = Assert.Single(JsonDocument.Parse(first.Output).RootElement.EnumerateArray());
        Assert.Equal("high", only.GetProperty("info").GetProperty("run_name").GetString());
    }

    [Fact]
    public async Task Search_looks_in_the_experiments_that_are_named_or_in_all()
    {
        await SucceedAsync("runs", "create", "-n", "one", "--run-name", "in-one");
        await SucceedAsync("runs", "create", "-n", "two", "--run-name", "in-two");

        Assert.Equal("No runs match.\n", (await SucceedAsync("runs", "list")).Errors);
        Assert.Equal(["RUN NAME", "in-one"], (await SucceedAsync("runs", "list", "-x", "1", "-c", "run_name")).Lines);
        var both = await SucceedAsync("runs", "list", "-x", "1", "-n", "two", "-c", "run_name");
        Assert.Equal(["RUN NAME", "in-one", "in-two"], both.Lines.Order());
        Assert.Equal(3, (await SucceedAsync("runs", "list", "--all-experiments")).Lines.Length);
    }

    [Fact]
    public async Task Describe_shows_all_that_a_run_logged()
    {
        var id = await LogRunAsync("first", 0.25);
        var text = (await SucceedAsync("runs", "describe", "--run-id", id)).Output;
        Assert.Contains($"Run ID           {id}\n", text);
        Assert.Contains("Status           RUNNING\n", text);
        Assert.Contains("\nParameters\n  lr  0.1\n", text);
        Assert.Contains("\nMetrics\n  accuracy  0.25\n", text);

        var asJson = (await SucceedAsync("runs", "describe", "-r", id, "--output", "json")).Output;
        using var json = JsonDocument.Parse(asJson);
        var metric = Assert.Single(json.RootElement.GetProperty("data").GetProperty("metrics").EnumerateArray());
        Assert.Equal(0.25, metric.GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Metrics_lists_every_point()
    {
        var id = await LogRunAsync("first", 0.25);
        await Client.Runs.LogBatchAsync(new LogBatchRequest
        {
            RunId = id,
            Metrics = [new() { Key = "accuracy", Value = double.NaN, Timestamp = 2_000, Step = 7 }],
        });

        var csv = await SucceedAsync("runs", "metrics", "-r", id, "-k", "accuracy", "--output", "csv");
        Assert.Equal(
            ["key,step,timestamp,value", "accuracy,0,1970-01-01 00:00:01.000+00:00,0.25",
                "accuracy,7,1970-01-01 00:00:02.000+00:00,nan"],
            csv.Lines);
    }

    [Fact]
    public async Task Update_delete_and_restore_do_what_they_say()
    {
        var id = await LogRunAsync("first", 0.25);
        await SucceedAsync(
            "runs", "update", "-r", id, "--run-name", "renamed", "--status", "killed", "-t", "a=1", "-t", "b=2");
        await SucceedAsync("runs", "update", "-r", id, "--remove-tag", "a", "--description", "why");
        var run = await Client.Runs.GetAsync(id);
        Assert.Equal(("renamed", RunStatus.Killed), (run.Info!.RunName, run.Info.Status));
        Assert.NotNull(run.Info.EndTime);
        Assert.DoesNotContain(run.Data!.Tags!, tag => tag.Key == "a");

        Assert.Equal($"Run with ID {id} has been deleted.\n", (await SucceedAsync("runs", "delete", "-r", id)).Output);
        Assert.Contains(id, (await SucceedAsync("runs", "list", "-v", "deleted_only")).Output);
        await SucceedAsync("runs", "restore", "-r", id);
        Assert.Equal("active", (await Client.Runs.GetAsync(id)).Info!.LifecycleStage);
    }

    [Fact]
    public async Task What_the_server_refuses_is_one_line_and_exit_code_1()
    {
        Assert.Contains("Run with id=none not found", await FailAsync("runs", "describe", "-r", "none"));
        Assert.Contains("There is no experiment named 'x'", await FailAsync("runs", "list", "-n", "x"));
        Assert.Contains("not found", await FailAsync("runs", "delete", "-r", "0123456789abcdef0123456789abcdef"));
    }

    private async Task<string> LogRunAsync(string name, double accuracy)
    {
        var run = await Client.Runs.CreateAsync(
            new CreateRunRequest { ExperimentId = "0", RunName = name, StartTime = (long)(accuracy * 1_000) });
        await Client.Runs.LogBatchAsync(new LogBatchRequest
        {
            RunId = run.Info!.RunId,
            Metrics = [new() { Key = "accuracy", Value = accuracy, Timestamp = 1_000, Step = 0 }],
            Params = [new() { Key = "lr", Value = "0.1" }],
        });
        return run.Info.RunId!;
    }
}
