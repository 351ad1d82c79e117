using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Lifecycle;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract.Lifecycle;

public abstract class TrashStoreSpecs : TrashSpecs
{
    [Fact]
    public async Task What_is_in_the_trash_goes_with_all_it_logged_and_the_rest_stays()
    {
        await CreateRunAsync("kept");
        await CreateRunAsync("gone");
        var dataset = new DatasetInput(new Dataset("d", "1", "local", "s", null, null), [new Tag("context", "train")]);
        foreach (var run in new[] { "kept", "gone" })
        {
            await Rig.Runs.LogAsync(
                new RunBatch(run, [Metric("loss", 1, 2, 3)], [new Param("p", "v")], [new Tag("t", "v")]), Deadline);
            await Rig.Runs.LogInputsAsync(run, [dataset], ["m-1"], Deadline);
            await Rig.Runs.LogOutputsAsync(run, [new ModelOutput("m-2", 1)], Deadline);
        }

        await Rig.Runs.DeleteAsync("gone", Deadline);
        var report = await CollectAsync();

        Assert.Equal("Run:gone", Ids(report.Removed));
        Assert.True(report.IsComplete);
        Assert.False(await ExistsAsync("gone"));
        var kept = await Rig.Runs.GetAsync("kept", Deadline);
        Assert.Equal((1, 1), (kept.Metrics.Count, kept.DatasetInputs.Count));
        Assert.Equal(["mlflow-artifacts:/0/gone"], Remover.Removed);
        Assert.Empty((await CollectAsync()).Removed);
    }

    [Fact]
    public async Task More_runs_than_one_transaction_takes_all_go_and_a_limit_stops_early()
    {
        for (var i = 0; i < 45; i++)
        {
            await DeletedRunAsync($"run{i}");
        }

        var first = await CollectAsync(new CollectionRequest { ItemsMax = 20 });
        Assert.Equal((20, false, 20), (first.Removed.Count, first.IsComplete, first.ArtifactFolders));
        var rest = await CollectAsync();
        Assert.Equal((25, true, 25), (rest.Removed.Count, rest.IsComplete, rest.ArtifactFolders));
    }

    [Fact]
    public async Task A_dry_run_tells_and_removes_nothing()
    {
        var experiment = await CreateExperimentAsync("e");
        await CreateRunAsync("run", experiment.Id);
        await Rig.Experiments.DeleteAsync(experiment.Id, Deadline);

        var report = await CollectAsync(new CollectionRequest { IsDryRun = true });

        Assert.Equal($"Run:run Experiment:{experiment.Id}", Ids(report.Removed));
        Assert.True(await ExistsAsync("run"));
        Assert.NotNull(await Rig.Experiments.FindByNameAsync("e", Deadline));
        Assert.Empty(Remover.Removed);
    }

    [Fact]
    public async Task Only_what_is_old_enough_goes()
    {
        await DeletedRunAsync("run");
        var report = await CollectAsync(new CollectionRequest { OlderThan = TimeSpan.FromDays(20_000) });
        Assert.Empty(report.Removed);
        Assert.True(await ExistsAsync("run"));
        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Run 'run' was deleted more recently than the required age.",
            () => CollectAsync(new CollectionRequest { OlderThan = TimeSpan.FromDays(20_000), RunIds = ["run"] }));
    }

    [Fact]
    public async Task Named_runs_go_alone_and_are_all_checked_first()
    {
        await DeletedRunAsync("a");
        await DeletedRunAsync("b");
        await CreateRunAsync("active");

        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Run 'active' is not in the 'deleted' lifecycle stage. Delete it first; only then can it be removed for " +
            "good.",
            () => CollectAsync(new CollectionRequest { RunIds = ["a", "active"] }));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Run 'none' does not exist.",
            () => CollectAsync(new CollectionRequest { RunIds = ["a", "none"] }));
        Assert.True(await ExistsAsync("a"));

        Assert.Equal("Run:b", Ids((await CollectAsync(new CollectionRequest { RunIds = ["b"] })).Removed));
        Assert.True(await ExistsAsync("a"));
    }

    [Fact]
    public async Task What_was_restored_after_it_was_found_stays()
    {
        await DeletedRunAsync("run");
        var found = await Rig.Trash.FindAsync(TrashKind.Run, long.MaxValue, null, 10, Deadline);
        await Rig.Runs.RestoreAsync("run", Deadline);

        Assert.Empty((await Rig.Trash.PurgeAsync(found, long.MaxValue, isDryRun: false, Deadline)).Removed);
        Assert.True(await ExistsAsync("run"));
    }

    [Fact]
    public async Task Two_collections_at_once_remove_everything_once()
    {
        for (var i = 0; i < 60; i++)
        {
            await DeletedRunAsync($"run{i}");
        }

        var one = new TrashCollector(Rig.Trash, new RecordingRemover(), TimeProvider.System);
        var other = new TrashCollector(Rig.Trash, new RecordingRemover(), TimeProvider.System);
        var reports = await Task.WhenAll(one.CollectAsync(new(), Deadline), other.CollectAsync(new(), Deadline));

        Assert.Equal(60, reports.Sum(report => report.Removed.Count));
        Assert.Empty(await Rig.Trash.FindArtifactsAsync(0, 10, Deadline));
    }
}
