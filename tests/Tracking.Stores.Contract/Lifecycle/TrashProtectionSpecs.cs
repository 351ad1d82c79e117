using Tracking.Core.Lifecycle;

namespace Tracking.Stores.Contract.Lifecycle;

public abstract class TrashProtectionSpecs : TrashSpecs
{
    [Theory]
    [InlineData("models:/elsewhere", true)]
    [InlineData("runs:/run/model", false)]
    [InlineData("mlflow-artifacts:/0/run/artifacts/model", false)]
    public async Task A_run_that_a_model_version_is_made_of_stays_until_the_version_goes(string source, bool byRunId)
    {
        await DeletedRunAsync("run");
        await RegisterAsync(source, byRunId ? "run" : null);

        var report = await CollectAsync();

        Assert.Empty(report.Removed);
        Assert.Equal(
            new KeptItem(TrashKind.Run, "run", "models:/registered/1 is made of it"), Assert.Single(report.Kept));
        Assert.Empty(Remover.Removed);
        await Rig.ModelVersions.DeleteAsync("registered", 1, Deadline);
        Assert.Equal("Run:run", Ids((await CollectAsync()).Removed));
    }

    [Fact]
    public async Task A_logged_model_that_a_version_is_made_of_stays()
    {
        foreach (var model in new[] { "m-kept", "m-gone" })
        {
            await CreateModelAsync(model);
            await Rig.LoggedModels.DeleteAsync(model, Deadline);
        }

        await RegisterAsync("models:/m-kept", modelId: "m-kept");

        var report = await CollectAsync();

        Assert.Equal("LoggedModel:m-gone", Ids(report.Removed));
        Assert.Equal("m-kept", Assert.Single(report.Kept).Id);
        Assert.Equal(["mlflow-artifacts:/0/models/m-gone"], Remover.Removed);
    }

    [Fact]
    public async Task An_experiment_goes_with_its_content_and_frees_its_name()
    {
        var experiment = await CreateExperimentAsync("name");
        await CreateRunAsync("run", experiment.Id);
        await CreateModelAsync("m-1", experiment.Id);
        await Rig.Experiments.DeleteAsync(experiment.Id, Deadline);

        var report = await CollectAsync(
            new CollectionRequest { ExperimentIds = [$"{experiment.Id}"] });

        Assert.Equal($"Run:run LoggedModel:m-1 Experiment:{experiment.Id}", Ids(report.Removed));
        Assert.Equal(
            [
                $"mlflow-artifacts:/{experiment.Id}/run", $"mlflow-artifacts:/{experiment.Id}/models/m-1",
                $"mlflow-artifacts:/{experiment.Id}",
            ],
            Remover.Removed);
        Assert.NotEqual(experiment.Id, (await CreateExperimentAsync("name")).Id);
    }

    [Fact]
    public async Task An_experiment_with_a_run_that_must_stay_stays_too_and_says_so_once()
    {
        var experiment = await CreateExperimentAsync("name");
        await CreateRunAsync("used", experiment.Id);
        await CreateRunAsync("unused", experiment.Id);
        await Rig.Experiments.DeleteAsync(experiment.Id, Deadline);
        await RegisterAsync("runs:/used/model", "used");

        var report = await CollectAsync();

        Assert.Equal("Run:unused", Ids(report.Removed));
        Assert.Equal(
            [
                "models:/registered/1 is made of it",
                "it holds run 'used', which stays: models:/registered/1 is made of it",
            ],
            report.Kept.Select(kept => kept.Reason));
        await Rig.Experiments.RestoreAsync(experiment.Id, Deadline);
        Assert.True(await ExistsAsync("used"));
    }

    [Fact]
    public async Task An_experiment_whose_run_was_restored_alone_stays()
    {
        var experiment = await CreateExperimentAsync("name");
        await CreateRunAsync("run", experiment.Id);
        await Rig.Experiments.DeleteAsync(experiment.Id, Deadline);
        await Rig.Runs.RestoreAsync("run", Deadline);

        foreach (var isDryRun in new[] { true, false })
        {
            var report = await CollectAsync(new CollectionRequest { IsDryRun = isDryRun });
            Assert.Empty(report.Removed);
            Assert.Equal("it holds run 'run', which is active", Assert.Single(report.Kept).Reason);
        }
    }

    [Fact]
    public async Task An_experiment_in_whose_folder_a_version_lies_stays()
    {
        var experiment = await CreateExperimentAsync("name");
        await Rig.Experiments.DeleteAsync(experiment.Id, Deadline);
        await RegisterAsync($"mlflow-artifacts:/{experiment.Id}/anywhere");

        var kept = Assert.Single((await CollectAsync()).Kept);

        Assert.Equal("the files of models:/registered/1 lie in it", kept.Reason);
    }
}
