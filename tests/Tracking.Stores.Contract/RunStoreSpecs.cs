using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract;

/// <summary>What every store of runs does, but for logging (<see cref="RunLoggingSpecs"/>).</summary>
public abstract class RunStoreSpecs : StoreSpecs
{
    [Fact]
    public async Task Created_run_is_running_and_has_its_name_as_a_tag()
    {
        var created = await Rig.Runs.CreateAsync(
            new NewRun("r1", 0, "ann", "first", 5, [new Tag("k", "v")]), Deadline);

        Assert.Equal(
            new RunInfo(
                "r1", 0, "first", "ann", RunStatus.Running, 5, null, "mlflow-artifacts:/0/r1/artifacts",
                LifecycleStage.Active),
            created.Info);
        Assert.Equal([new Tag("k", "v"), new Tag("mlflow.runName", "first")], created.Tags);
        Assert.Equivalent(created, await Rig.Runs.GetAsync("r1", Deadline), strict: true);
        Assert.Equal(created.Info, await Rig.Runs.GetInfoAsync("r1", Deadline));
    }

    [Fact]
    public async Task Run_needs_an_active_experiment()
    {
        await CreateExperimentAsync("a");
        await Rig.Experiments.DeleteAsync(1, Deadline);

        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "The experiment 1 must be in the 'active' state. Current state is deleted.",
            () => CreateRunAsync("r", experimentId: 1));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "No Experiment with id=9 exists",
            () => CreateRunAsync("r", experimentId: 9));
    }

    [Fact]
    public async Task Repeated_creation_gives_the_run_that_exists()
    {
        var first = await CreateRunAsync("r");
        var second = await Rig.Runs.CreateAsync(new NewRun("r", 0, "user", "another name", 100, []), Deadline);

        Assert.Equivalent(first, second, strict: true);
        await AssertRefusedAsync(
            ErrorCode.ResourceAlreadyExists,
            "Run with id=r already exists",
            () => Rig.Runs.CreateAsync(new NewRun("r", 0, "user", "name", 101, []), Deadline));
    }

    [Fact]
    public async Task Everything_on_a_missing_run_is_not_found()
    {
        Func<Task>[] calls =
        [
            () => Rig.Runs.GetAsync("nope", Deadline),
            () => Rig.Runs.GetInfoAsync("nope", Deadline),
            () => Rig.Runs.UpdateAsync("nope", new RunChange(RunStatus.Failed, null, null), Deadline),
            () => Rig.Runs.DeleteAsync("nope", Deadline),
            () => Rig.Runs.RestoreAsync("nope", Deadline),
            () => Rig.Runs.DeleteTagAsync("nope", "k", Deadline),
            () => Rig.Runs.LogAsync(new RunBatch("nope", [], [], []), Deadline),
            () => Rig.Runs.LogInputsAsync("nope", [], [], Deadline),
            () => Rig.Runs.LogOutputsAsync("nope", [], Deadline),
        ];
        foreach (var call in calls)
        {
            await AssertRefusedAsync(ErrorCode.ResourceDoesNotExist, "Run with id=nope not found", call);
        }
    }

    [Fact]
    public async Task Update_changes_what_it_names_and_the_name_with_its_tag()
    {
        await CreateRunAsync("r");

        await Rig.Runs.UpdateAsync("r", new RunChange(RunStatus.Finished, 200, "new"), Deadline);
        var info = await Rig.Runs.UpdateAsync("r", new RunChange(RunStatus.Running, null, ""), Deadline);

        Assert.Equal((RunStatus.Running, 200L, "new"), (info.Status, info.EndMs!.Value, info.Name));
        var run = await Rig.Runs.GetAsync("r", Deadline);
        Assert.Equal([new Tag("mlflow.runName", "new")], run.Tags);
        Assert.Equal(info, run.Info);
    }

    [Fact]
    public async Task Deleting_and_restoring_can_be_repeated_and_deleted_runs_can_be_read()
    {
        await CreateRunAsync("r");

        await Rig.Runs.DeleteAsync("r", Deadline);
        await Rig.Runs.DeleteAsync("r", Deadline);
        Assert.Equal(LifecycleStage.Deleted, (await Rig.Runs.GetAsync("r", Deadline)).Info.Lifecycle);
        await Rig.Runs.RestoreAsync("r", Deadline);
        await Rig.Runs.RestoreAsync("r", Deadline);
        Assert.Equal(LifecycleStage.Active, (await Rig.Runs.GetInfoAsync("r", Deadline)).Lifecycle);
    }

    [Fact]
    public async Task Deleted_run_takes_no_changes()
    {
        await CreateRunAsync("r");
        await Rig.Runs.DeleteAsync("r", Deadline);

        Func<Task>[] changes =
        [
            () => Rig.Runs.UpdateAsync("r", new RunChange(RunStatus.Failed, null, null), Deadline),
            () => Rig.Runs.LogAsync(new RunBatch("r", [], [], [new Tag("k", "v")]), Deadline),
            () => Rig.Runs.DeleteTagAsync("r", "mlflow.runName", Deadline),
            () => Rig.Runs.LogInputsAsync("r", [], ["m"], Deadline),
            () => Rig.Runs.LogOutputsAsync("r", [new ModelOutput("m", 1)], Deadline),
        ];
        foreach (var change in changes)
        {
            await AssertRefusedAsync(
                ErrorCode.InvalidParameterValue,
                "The run r must be in the 'active' state. Current state is deleted.",
                change);
        }
    }

    [Fact]
    public async Task Runs_follow_their_experiment_into_the_trash_and_all_come_back()
    {
        await CreateExperimentAsync("a");
        await CreateRunAsync("kept", experimentId: 1);
        await CreateRunAsync("deleted", experimentId: 1);
        await CreateRunAsync("elsewhere");
        await Rig.Runs.DeleteAsync("deleted", Deadline);

        await Rig.Experiments.DeleteAsync(1, Deadline);
        Assert.Equal(
            [LifecycleStage.Deleted, LifecycleStage.Deleted, LifecycleStage.Active],
            await StagesAsync("kept", "deleted", "elsewhere"));
        await Rig.Experiments.RestoreAsync(1, Deadline);
        Assert.All(await StagesAsync("kept", "deleted"), stage => Assert.Equal(LifecycleStage.Active, stage));
    }

    [Fact]
    public async Task Deleted_tag_is_gone_and_deleting_it_again_is_refused()
    {
        await CreateRunAsync("r");
        await Rig.Runs.LogAsync(new RunBatch("r", [], [], [new Tag("k", "v")]), Deadline);

        await Rig.Runs.DeleteTagAsync("r", "k", Deadline);
        Assert.DoesNotContain((await Rig.Runs.GetAsync("r", Deadline)).Tags, tag => tag.Key == "k");
        foreach (var key in new[] { "k", "never" })
        {
            await AssertRefusedAsync(
                ErrorCode.ResourceDoesNotExist,
                $"No tag with name: {key} in run with id r",
                () => Rig.Runs.DeleteTagAsync("r", key, Deadline));
        }
    }

    [Fact]
    public async Task Inputs_are_kept_once_with_the_tags_last_set()
    {
        await CreateRunAsync("r");
        await CreateRunAsync("other");
        var dataset = new Dataset("iris", "abc", "local", "/x", "{}", null);
        await Rig.Runs.LogInputsAsync("r", [new DatasetInput(dataset, [new Tag("use", "eval")])], ["m-1"], Deadline);
        await Rig.Runs.LogInputsAsync(
            "r", [new DatasetInput(dataset, [new Tag("use", "train")])], ["m-1", "m-2"], Deadline);
        await Rig.Runs.LogInputsAsync("other", [new DatasetInput(dataset, [])], [], Deadline);

        var run = await Rig.Runs.GetAsync("r", Deadline);
        var input = Assert.Single(run.DatasetInputs);
        Assert.Equal(dataset, input.Dataset);
        Assert.Equal([new Tag("use", "train")], input.Tags);
        Assert.Equal(["m-1", "m-2"], run.ModelInputs);
        Assert.Empty(Assert.Single((await Rig.Runs.GetAsync("other", Deadline)).DatasetInputs).Tags);
    }

    [Fact]
    public async Task Outputs_are_kept_once_with_the_step_last_set()
    {
        await CreateRunAsync("r");
        await Rig.Runs.LogOutputsAsync("r", [new ModelOutput("m-2", 1), new ModelOutput("m-1", 2)], Deadline);
        await Rig.Runs.LogOutputsAsync("r", [new ModelOutput("m-2", 3)], Deadline);

        var run = await Rig.Runs.GetAsync("r", Deadline);
        Assert.Equal([new ModelOutput("m-1", 2), new ModelOutput("m-2", 3)], run.ModelOutputs);
    }

    private async Task<List<LifecycleStage>> StagesAsync(params string[] runIds)
    {
        var stages = new List<LifecycleStage>();
        foreach (var runId in runIds)
        {
            stages.Add((await Rig.Runs.GetInfoAsync(runId, Deadline)).Lifecycle);
        }

        return stages;
    }
}
