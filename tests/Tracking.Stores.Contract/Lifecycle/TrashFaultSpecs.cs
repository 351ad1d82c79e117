using Tracking.Core.Experiments;
using Tracking.Core.Lifecycle;
using Tracking.Core.Metrics;

namespace Tracking.Stores.Contract.Lifecycle;

public abstract class TrashFaultSpecs : TrashSpecs
{
    [Fact]
    public async Task A_collection_that_broke_off_left_nothing_alive_and_the_next_one_finishes_it()
    {
        await DeletedRunAsync("a");
        await DeletedRunAsync("b");
        Remover.Answer = uri => uri.EndsWith("/b", StringComparison.Ordinal)
            ? throw new OperationCanceledException("killed")
            : true;

        await Assert.ThrowsAsync<OperationCanceledException>(() => CollectAsync());

        Assert.False(await ExistsAsync("a") || await ExistsAsync("b"));
        Remover.Removed.Clear();
        Remover.Answer = _ => true;
        var report = await CollectAsync();
        Assert.Empty(report.Removed);
        Assert.Contains("mlflow-artifacts:/0/b", Remover.Removed);
        Assert.Empty((await CollectAsync()).ArtifactsLeft);
        Assert.Empty(await Rig.Trash.FindArtifactsAsync(0, 10, Deadline));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_removed_is_told_and_tried_again()
    {
        await DeletedRunAsync("run");
        Remover.Answer = _ => throw new IOException("the disk is gone");

        var left = Assert.Single((await CollectAsync()).ArtifactsLeft);

        Assert.Equal(new ArtifactsLeft("mlflow-artifacts:/0/run", "the disk is gone", IsRetried: true), left);
        Remover.Answer = _ => true;
        Assert.Equal(1, (await CollectAsync()).ArtifactFolders);
    }

    [Fact]
    public async Task A_folder_of_another_store_is_told_once_and_left()
    {
        await DeletedRunAsync("run");
        Remover.Answer = _ => false;

        Assert.False(Assert.Single((await CollectAsync()).ArtifactsLeft).IsRetried);
        Assert.Empty((await CollectAsync()).ArtifactsLeft);
    }

    [Fact]
    public async Task A_location_that_a_user_chose_loses_only_what_runs_have_for_themselves()
    {
        var experiment = await Rig.Experiments.CreateAsync(
            new NewExperiment("shared", ArtifactRoot, "s3://bucket/shared", []), Deadline);
        await CreateRunAsync("run", experiment.Id);
        await Rig.Experiments.DeleteAsync(experiment.Id, Deadline);

        var report = await CollectAsync();

        Assert.Equal(2, report.Removed.Count);
        Assert.Equal(["s3://bucket/shared/run"], Remover.Removed);
    }

    [Fact]
    public async Task Long_histories_go_in_slices_and_those_of_other_runs_stay()
    {
        var points = Enumerable.Range(0, 600_000).Select(step => new MetricPoint(step, step, step)).ToArray();
        foreach (var run in new[] { "gone", "kept" })
        {
            await CreateRunAsync(run);
            var count = run == "gone" ? points.Length : 3_000;
            foreach (var chunk in points.Take(count).Chunk(50_000))
            {
                await LogMetricsAsync(run, [.. chunk.Select(point => new LoggedMetric("loss", point))]);
            }
        }

        await Rig.Runs.DeleteAsync("gone", Deadline);
        await CollectAsync();

        Assert.False(await Rig.Trash.PurgeSeriesAsync(Deadline));
        var history = await Rig.Metrics.GetHistoryAsync("kept", "loss", null, null, Deadline);
        Assert.Equal(3_000, history.Items.Count);
    }
}
