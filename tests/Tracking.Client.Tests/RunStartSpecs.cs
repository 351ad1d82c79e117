using Tracking.Client.Runs;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Tests;

public class RunStartSpecs : ServerFixture
{
    [Fact]
    public async Task A_start_may_say_everything_at_once()
    {
        var experiment = await Client.Experiments.CreateAsync("digits");
        var start = new StartRunOptions
        {
            ExperimentId = experiment,
            RunName = "first",
            Description = "**why**",
            ParentRunId = "0123",
            Tags = new Dictionary<string, string> { ["team"] = "a", ["mlflow.user"] = "me" },
        };
        await using var run = await Client.StartRunAsync(start);
        Assert.Equal((experiment, "first"), (run.ExperimentId, run.Name));
        var tags = await TagsAsync(run);
        Assert.Equal(("**why**", "0123", "a", "me", "first"), (tags["mlflow.note.content"], tags["mlflow.parentRunId"],
            tags["team"], tags["mlflow.user"], tags["mlflow.runName"]));
    }

    [Fact]
    public async Task An_ended_run_goes_on_under_its_id()
    {
        var first = await Client.StartRunAsync(runName: "first");
        await first.LogMetricAsync("loss", 1, 1);
        await first.DisposeAsync();
        var start = new StartRunOptions
        {
            RunId = first.Id,
            RunName = "renamed",
            Tags = new Dictionary<string, string> { ["again"] = "yes" },
        };
        await using (var again = await Client.StartRunAsync(start))
        {
            Assert.Equal((first.Id, "renamed", first.ArtifactUri), (again.Id, again.Name, again.ArtifactUri));
            Assert.Equal(RunStatus.Running, (await Client.Runs.GetAsync(first.Id)).Info!.Status);
            await again.LogMetricAsync("loss", 0.5, 2);
        }

        var read = await Client.Runs.GetAsync(first.Id);
        Assert.Equal((RunStatus.Finished, "renamed"), (read.Info!.Status, read.Info.RunName));
        Assert.Contains(read.Data!.Tags!, tag => tag is { Key: "again", Value: "yes" });
        Assert.Equal(2, await Client.Metrics.GetHistoryAsync(first.Id, "loss").CountAsync());
    }

    [Fact]
    public async Task A_deleted_run_and_one_of_another_experiment_are_not_resumed()
    {
        var run = await Client.StartRunAsync();
        await run.DisposeAsync();
        var other = new StartRunOptions { RunId = run.Id, ExperimentName = "other" };
        var elsewhere = await Assert.ThrowsAsync<TrackingClientException>(() => Client.StartRunAsync(other));
        Assert.Contains("because it is in experiment 0", elsewhere.Message, StringComparison.Ordinal);
        await Client.Runs.DeleteAsync(run.Id);
        var deleted = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.StartRunAsync(new StartRunOptions { RunId = run.Id }));
        Assert.Equal($"Cannot start run with ID {run.Id} because it is in the deleted state.", deleted.Message);
        Assert.Null(ActiveRun.Current);
    }

    [Fact]
    public async Task Two_names_for_one_experiment_are_refused()
    {
        var start = new StartRunOptions { ExperimentName = "a", ExperimentId = "0" };
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await Client.StartRunAsync(start));
        Assert.StartsWith("ExperimentName 'a' and ExperimentId '0' are both set", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nested_run_is_part_of_the_current_one_and_gives_way_to_it()
    {
        await using var parent = await Client.StartRunAsync("digits");
        Assert.Same(parent, ActiveRun.Current);
        var child = await Client.StartRunAsync(new StartRunOptions { Nested = true });
        Assert.Same(child, ActiveRun.Current);
        Assert.Equal(parent.ExperimentId, child.ExperimentId);
        Assert.Equal(parent.Id, (await TagsAsync(child))["mlflow.parentRunId"]);
        await child.DisposeAsync();
        Assert.Same(parent, ActiveRun.Current);
        await using (var second = await parent.StartNestedAsync("second"))
            Assert.Equal(parent.Id, (await TagsAsync(second))["mlflow.parentRunId"]);
        await parent.EndAsync();
        Assert.Null(ActiveRun.Current);
    }

    [Fact]
    public async Task The_current_run_flows_into_what_is_started_and_not_out_of_it()
    {
        await using var outer = await Client.StartRunAsync();
        ActiveRun? seen = null;
        await Task.Run(async () =>
        {
            seen = ActiveRun.Current;
            await using var inner = await Client.StartRunAsync();
            await Task.Yield();
            Assert.Same(inner, ActiveRun.Current);
        });
        Assert.Same(outer, seen);
        Assert.Same(outer, ActiveRun.Current);
    }

    [Fact]
    public async Task Flows_side_by_side_have_their_own_current_runs()
    {
        var starts = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var run = await Client.StartRunAsync();
            await Task.Yield();
            return run == ActiveRun.Current;
        }));
        Assert.All(await Task.WhenAll(starts), Assert.True);
        Assert.Null(ActiveRun.Current);
    }

    [Fact]
    public async Task A_run_can_be_made_current_where_it_was_not_started()
    {
        var run = await Task.Run(() => Client.StartRunAsync());
        Assert.Null(ActiveRun.Current);
        using (run.MakeCurrent())
            Assert.Same(run, ActiveRun.Current);
        Assert.Null(ActiveRun.Current);
        await run.DisposeAsync();
    }

    [Fact]
    public async Task Work_within_a_run_sees_it_as_current()
    {
        await Client.RunAsync(null, run =>
        {
            Assert.Same(run, ActiveRun.Current);
            return Task.CompletedTask;
        });
        Assert.Null(ActiveRun.Current);
    }

    private async Task<Dictionary<string, string?>> TagsAsync(ActiveRun run) =>
        (await Client.Runs.GetAsync(run.Id)).Data!.Tags!.ToDictionary(tag => tag.Key!, tag => tag.Value);
}
