using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Experiments;

namespace Tracking.Stores.Contract;

/// <summary>What every store of experiments does.</summary>
public abstract class ExperimentStoreSpecs : StoreSpecs
{
    [Fact]
    public async Task Default_experiment_exists_and_is_ensured_only_once()
    {
        await Rig.Experiments.EnsureDefaultAsync("other:/root", Deadline);

        var experiment = await Rig.Experiments.FindAsync(0, Deadline);
        Assert.Equal(("Default", "mlflow-artifacts:/0"), (experiment!.Name, experiment.ArtifactLocation));
    }

    [Fact]
    public async Task Created_experiment_is_found_by_id_and_by_name_with_its_tags()
    {
        var created = await Rig.Experiments.CreateAsync(
            new NewExperiment("exp", ArtifactRoot, null, [new Tag("team", "a"), new Tag("team", "b")]), Deadline);

        Assert.Equal(1, created.Id);
        Assert.Equal("mlflow-artifacts:/1", created.ArtifactLocation);
        Assert.Equal(LifecycleStage.Active, created.Lifecycle);
        Assert.Equal([new Tag("team", "b")], created.Tags);
        Assert.Equivalent(created, await Rig.Experiments.FindAsync(1, Deadline), strict: true);
        Assert.Equivalent(created, await Rig.Experiments.FindByNameAsync("exp", Deadline), strict: true);
    }

    [Fact]
    public async Task Experiment_keeps_a_location_of_its_own()
    {
        var created = await Rig.Experiments.CreateAsync(
            new NewExperiment("exp", ArtifactRoot, "s3://bucket/x", []), Deadline);

        Assert.Equal("s3://bucket/x", created.ArtifactLocation);
    }

    [Fact]
    public async Task Missing_experiment_is_not_found()
    {
        Assert.Null(await Rig.Experiments.FindAsync(7, Deadline));
        Assert.Null(await Rig.Experiments.FindByNameAsync("nope", Deadline));
    }

    [Fact]
    public async Task Name_is_unique_deleted_experiments_included()
    {
        var created = await CreateExperimentAsync("exp");
        await Rig.Experiments.DeleteAsync(created.Id, Deadline);

        await AssertRefusedAsync(
            ErrorCode.ResourceAlreadyExists,
            "Experiment(name=exp) already exists.",
            () => CreateExperimentAsync("exp"));
    }

    [Fact]
    public async Task Renaming_changes_the_name_and_the_time_of_update()
    {
        var created = await CreateExperimentAsync("before");

        await Rig.Experiments.RenameAsync(created.Id, "after", Deadline);

        var renamed = await Rig.Experiments.FindByNameAsync("after", Deadline);
        Assert.Equal(created.Id, renamed!.Id);
        Assert.True(renamed.UpdatedMs > created.UpdatedMs);
        Assert.Null(await Rig.Experiments.FindByNameAsync("before", Deadline));
    }

    [Fact]
    public async Task Renaming_to_its_own_name_is_accepted_and_to_another_one_refused()
    {
        var created = await CreateExperimentAsync("a");
        await CreateExperimentAsync("b");

        await Rig.Experiments.RenameAsync(created.Id, "a", Deadline);
        await AssertRefusedAsync(
            ErrorCode.BadRequest,
            "Experiment(name=b) already exists.",
            () => Rig.Experiments.RenameAsync(created.Id, "b", Deadline));
    }

    [Fact]
    public async Task Deleted_experiment_cannot_be_renamed()
    {
        var created = await CreateExperimentAsync("a");
        await Rig.Experiments.DeleteAsync(created.Id, Deadline);

        await AssertRefusedAsync(
            ErrorCode.InvalidState,
            "Cannot rename a non-active experiment.",
            () => Rig.Experiments.RenameAsync(created.Id, "b", Deadline));
    }

    [Fact]
    public async Task Deleting_twice_and_restoring_twice_is_not_found()
    {
        var created = await CreateExperimentAsync("a");
        await Rig.Experiments.DeleteAsync(created.Id, Deadline);
        Assert.Equal(LifecycleStage.Deleted, (await Rig.Experiments.FindAsync(created.Id, Deadline))!.Lifecycle);

        const string NotFound = "No Experiment with id=1 exists";
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist, NotFound, () => Rig.Experiments.DeleteAsync(created.Id, Deadline));
        await Rig.Experiments.RestoreAsync(created.Id, Deadline);
        Assert.Equal(LifecycleStage.Active, (await Rig.Experiments.FindAsync(created.Id, Deadline))!.Lifecycle);
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist, NotFound, () => Rig.Experiments.RestoreAsync(created.Id, Deadline));
    }

    [Fact]
    public async Task Changes_of_a_missing_experiment_are_not_found()
    {
        const string NotFound = "No Experiment with id=99 exists";
        Func<Task>[] changes =
        [
            () => Rig.Experiments.RenameAsync(99, "x", Deadline),
            () => Rig.Experiments.DeleteAsync(99, Deadline),
            () => Rig.Experiments.RestoreAsync(99, Deadline),
            () => Rig.Experiments.SetTagAsync(99, new Tag("k", "v"), Deadline),
            () => Rig.Experiments.DeleteTagAsync(99, "k", Deadline),
        ];

        foreach (var change in changes)
        {
            await AssertRefusedAsync(ErrorCode.ResourceDoesNotExist, NotFound, change);
        }
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_deleted()
    {
        var created = await CreateExperimentAsync("a");
        await Rig.Experiments.SetTagAsync(created.Id, new Tag("k", "1"), Deadline);
        await Rig.Experiments.SetTagAsync(created.Id, new Tag("k", "2"), Deadline);
        Assert.Equal([new Tag("k", "2")], (await Rig.Experiments.FindAsync(created.Id, Deadline))!.Tags);

        await Rig.Experiments.DeleteTagAsync(created.Id, "k", Deadline);
        Assert.Empty((await Rig.Experiments.FindAsync(created.Id, Deadline))!.Tags);
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "No tag with name: k in experiment with id 1",
            () => Rig.Experiments.DeleteTagAsync(created.Id, "k", Deadline));
    }

    [Fact]
    public async Task Deleted_experiment_takes_no_tags()
    {
        var created = await CreateExperimentAsync("a");
        await Rig.Experiments.DeleteAsync(created.Id, Deadline);

        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "The experiment 1 must be in the 'active' state. Current state is deleted.",
            () => Rig.Experiments.SetTagAsync(created.Id, new Tag("k", "v"), Deadline));
    }

    [Fact]
    public async Task Search_pages_through_all_experiments_once_newest_first()
    {
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await CreateExperimentAsync(name);
        }

        await Rig.Experiments.DeleteAsync(2, Deadline);
        Assert.Equal(["d", "c", "a", "Default"], await SearchAsync(ViewType.ActiveOnly));
        Assert.Equal(["b"], await SearchAsync(ViewType.DeletedOnly));
        Assert.Equal(["d", "c", "b", "a", "Default"], await SearchAsync(ViewType.All));
    }

    private async Task<List<string>> SearchAsync(ViewType view)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await Rig.Experiments.SearchAsync(new ExperimentQuery(view, null, [], 2, token), Deadline);
            Assert.True(page.Items.Count <= 2);
            names.AddRange(page.Items.Select(experiment => experiment.Name));
            token = page.NextPageToken;
        }
        while (token is not null);
        return names;
    }
}
