using Tracking.Core;
using Tracking.Core.Errors;

namespace Tracking.Stores.Contract.EvaluationDatasets;

/// <summary>What every store of datasets to evaluate with does.</summary>
public abstract class EvaluationDatasetStoreSpecs : DatasetSpecs
{
    [Fact]
    public async Task A_dataset_is_kept_with_its_tags_and_experiments()
    {
        var experiment = await CreateExperimentAsync("e");
        var created = await CreateAsync("d", [experiment.Id, 0], new Tag("b", "2"), new Tag("a", "1"));

        Assert.Equivalent(created, await GetAsync(created), strict: true);
        Assert.Equal([new Tag("a", "1"), new Tag("b", "2")], created.Tags);
        Assert.Equal(("d", "root", "root"), (created.Name, created.CreatedBy, created.UpdatedBy));
        Assert.Matches("^[0-9a-f]{8}$", created.Digest);
        Assert.Null(created.SchemaJson);
        Assert.Null(created.ProfileJson);
        Assert.Equal(
            [0, experiment.Id], await Rig.EvaluationDatasets.GetExperimentIdsAsync(created.DatasetId, Deadline));
    }

    [Fact]
    public async Task Experiments_are_added_and_removed_once_each()
    {
        var one = await CreateExperimentAsync("one");
        var dataset = await CreateAsync("d", [0]);

        await Rig.EvaluationDatasets.AddExperimentsAsync(dataset.DatasetId, [one.Id, 0], Deadline);
        Assert.Equal(
            [0, one.Id], await Rig.EvaluationDatasets.GetExperimentIdsAsync(dataset.DatasetId, Deadline));
        var changed = await Rig.EvaluationDatasets.RemoveExperimentsAsync(dataset.DatasetId, [0, 77], Deadline);

        Assert.Equal([one.Id], await Rig.EvaluationDatasets.GetExperimentIdsAsync(dataset.DatasetId, Deadline));
        Assert.True(changed.UpdatedMs > dataset.UpdatedMs);
    }

    [Fact]
    public async Task A_missing_experiment_leaves_nothing_behind()
    {
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist, "Experiment '77' not found", () => CreateAsync("d", [0, 77]));

        var page = await Rig.EvaluationDatasets.SearchAsync(new([], null, [], 10, null), Deadline);
        Assert.Empty(page.Items);
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_deleted()
    {
        var dataset = await CreateAsync("d", null, new Tag("a", "1"), new Tag("b", "2"));

        await Rig.EvaluationDatasets.SetTagsAsync(
            dataset.DatasetId, [new Tag("b", "3"), new Tag("c", "4")], Deadline);
        await Rig.EvaluationDatasets.DeleteTagAsync(dataset.DatasetId, "a", Deadline);
        await Rig.EvaluationDatasets.DeleteTagAsync(dataset.DatasetId, "never", Deadline);

        Assert.Equal([new Tag("b", "3"), new Tag("c", "4")], (await GetAsync(dataset)).Tags);
    }

    [Fact]
    public async Task A_deleted_dataset_is_gone_and_deleting_it_again_is_no_error()
    {
        var dataset = await CreateAsync("d", [0], new Tag("a", "1"));
        await UpsertAsync(dataset, """[{"inputs":{"q":1}}]""");

        await Rig.EvaluationDatasets.DeleteAsync(dataset.DatasetId, Deadline);
        await Rig.EvaluationDatasets.DeleteAsync(dataset.DatasetId, Deadline);

        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            $"Evaluation dataset with id '{dataset.DatasetId}' not found",
            () => GetAsync(dataset));
    }

    [Fact]
    public async Task Changes_of_a_missing_dataset_are_refused()
    {
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Could not find evaluation dataset with ID d-0",
            () => Rig.EvaluationDatasets.SetTagsAsync("d-0", [new Tag("a", "1")], Deadline));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Dataset 'd-0' not found",
            () => Rig.EvaluationDatasets.AddExperimentsAsync("d-0", [0], Deadline));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Evaluation dataset with id 'd-0' not found",
            () => Rig.EvaluationDatasets.DeleteRecordsAsync("d-0", ["dr-0"], Deadline));
    }
}
