using Tracking.Core;
using Tracking.Core.Datasets;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract.Datasets;

/// <summary>What every store tells about the datasets of runs.</summary>
public abstract class RunDatasetSpecs : StoreSpecs
{
    [Fact]
    public async Task Each_dataset_is_told_once_with_each_use_of_it()
    {
        await CreateRunAsync("r1");
        await CreateRunAsync("r2");
        await LogAsync("r1", "iris", "train");
        await LogAsync("r2", "iris", "train");
        await LogAsync("r2", "wine", context: null);

        Assert.Equal(
            [new(0, "iris", "d1", "train"), new RunDatasetSummary(0, "wine", "d1", null)],
            await Rig.RunDatasets.SummariseAsync([0], 10, Deadline));
    }

    [Fact]
    public async Task Uses_come_in_the_order_in_which_runs_had_them()
    {
        await CreateRunAsync("r1");
        await CreateRunAsync("r2");
        await LogAsync("r1", "iris", "train");
        await LogAsync("r2", "iris", "eval");

        var summaries = await Rig.RunDatasets.SummariseAsync([0], 10, Deadline);

        Assert.Equal(["train", "eval"], summaries.Select(summary => summary.Context));
    }

    [Fact]
    public async Task Other_experiments_are_left_out_and_no_more_are_told_than_asked_for()
    {
        var other = await CreateExperimentAsync("other");
        await CreateRunAsync("r1");
        await CreateRunAsync("r2", other.Id);
        await LogAsync("r1", "a", null);
        await LogAsync("r1", "b", null);
        await LogAsync("r2", "c", null);

        Assert.Equal(
            ["a"], (await Rig.RunDatasets.SummariseAsync([0], 1, Deadline)).Select(summary => summary.Name));
        Assert.Equal(
            ["c"], (await Rig.RunDatasets.SummariseAsync([other.Id], 9, Deadline)).Select(summary => summary.Name));
    }

    private Task LogAsync(string runId, string name, string? context)
    {
        Tag[] tags = context is null ? [] : [new Tag("mlflow.data.context", context)];
        var dataset = new Dataset(name, "d1", "local", "src", null, null);
        return Rig.Runs.LogInputsAsync(runId, [new DatasetInput(dataset, tags)], [], Deadline);
    }
}
