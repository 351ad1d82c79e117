using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Registry;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract.LoggedModels;

/// <summary>What every store of logged models does.</summary>
public abstract class LoggedModelStoreSpecs : StoreSpecs
{
    [Fact]
    public async Task Created_model_is_pending_and_has_a_place_below_its_experiment()
    {
        var created = await Rig.LoggedModels.CreateAsync(
            new NewLoggedModel(
                "m-1", 0, "model", "Agent", "run", [new Param("q", "x"), new Param("p", "1")], [new Tag("k", "v")]),
            Deadline);

        Assert.Equal("mlflow-artifacts:/0/models/m-1/artifacts", created.ArtifactUri);
        Assert.Equal(
            (LoggedModelStatus.Pending, "Agent", "run"), (created.Status, created.ModelType, created.SourceRunId));
        Assert.Equal([new Param("p", "1"), new Param("q", "x")], created.Params);
        Assert.Equal([new Tag("k", "v")], created.Tags);
        Assert.Equal(created.CreatedMs, created.UpdatedMs);
        Assert.Equivalent(created, await GetAsync("m-1"), strict: true);
    }

    [Fact]
    public async Task Missing_or_deleted_experiment_is_refused()
    {
        var deleted = await CreateExperimentAsync("e");
        await Rig.Experiments.DeleteAsync(deleted.Id, Deadline);

        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist, "No Experiment with id=99 exists", () => CreateAsync("m-1", 99));
        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "The experiment 1 must be in the 'active' state. Current state is deleted.",
            () => CreateAsync("m-1", deleted.Id));
    }

    [Fact]
    public async Task Same_id_twice_is_refused()
    {
        await CreateAsync("m-1");

        await AssertRefusedAsync(
            ErrorCode.ResourceAlreadyExists, "Logged model with ID 'm-1' already exists.", () => CreateAsync("m-1"));
    }

    [Fact]
    public async Task Finalizing_changes_status_and_time()
    {
        var created = await CreateAsync("m-1");

        var ready = await Rig.LoggedModels.FinalizeAsync("m-1", LoggedModelStatus.Ready, Deadline);

        Assert.Equal(LoggedModelStatus.Ready, ready.Status);
        Assert.True(ready.UpdatedMs > created.UpdatedMs);
        Assert.Equivalent(ready, await GetAsync("m-1"), strict: true);
    }

    [Fact]
    public async Task Deleted_model_is_not_found_and_may_be_deleted_again()
    {
        await CreateAsync("m-1");
        await Rig.LoggedModels.DeleteAsync("m-1", Deadline);
        await Rig.LoggedModels.DeleteAsync("m-1", Deadline);

        foreach (var act in (Func<Task>[])
        [
            () => GetAsync("m-1"),
            () => Rig.LoggedModels.FinalizeAsync("m-1", LoggedModelStatus.Ready, Deadline),
            () => Rig.LoggedModels.SetTagsAsync("m-1", [new Tag("a", "b")], Deadline),
            () => Rig.LoggedModels.DeleteTagAsync("m-1", "a", Deadline),
            () => Rig.LoggedModels.LogParamsAsync("m-1", [new Param("a", "b")], Deadline),
        ])
        {
            await AssertRefusedAsync(
                ErrorCode.ResourceDoesNotExist, "Logged model with ID 'm-1' not found.", act);
        }

        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Logged model with ID 'm-nope' not found.",
            () => Rig.LoggedModels.DeleteAsync("m-nope", Deadline));
    }

    [Fact]
    public async Task Tags_are_set_again_and_deleted()
    {
        var created = await CreateAsync("m-1");

        var tagged = await Rig.LoggedModels.SetTagsAsync(
            "m-1", [new Tag("k", "1"), new Tag("a", "2"), new Tag("k", "3")], Deadline);
        await Rig.LoggedModels.DeleteTagAsync("m-1", "a", Deadline);

        Assert.Equal([new Tag("a", "2"), new Tag("k", "3")], tagged.Tags);
        var model = await GetAsync("m-1");
        Assert.Equal([new Tag("k", "3")], model.Tags);
        Assert.Equal(created.UpdatedMs, model.UpdatedMs);
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "No tag with key 'zz' found for model with ID 'm-1'.",
            () => Rig.LoggedModels.DeleteTagAsync("m-1", "zz", Deadline));
    }

    [Fact]
    public async Task Params_are_written_once()
    {
        await CreateAsync("m-1");
        await Rig.LoggedModels.LogParamsAsync("m-1", [new Param("p", "1")], Deadline);
        await Rig.LoggedModels.LogParamsAsync("m-1", [new Param("p", "1"), new Param("q", "2")], Deadline);

        await AssertRefusedAsync(
            ErrorCode.BadRequest,
            "Changing param values is not allowed. Param with key='q' was already logged with value='2' for logged " +
            "model ID='m-1'. Attempted logging new value '3'.",
            () => Rig.LoggedModels.LogParamsAsync("m-1", [new Param("r", "0"), new Param("q", "3")], Deadline));

        Assert.Equal([new Param("p", "1"), new Param("q", "2")], (await GetAsync("m-1")).Params);
    }

    [Fact]
    public async Task Metrics_of_the_model_come_with_run_and_dataset()
    {
        await CreateAsync("m-1");
        await CreateRunAsync("run");
        var onIris = new MetricLink("m-1", "iris", "abc");
        await LogMetricsAsync(
            "run",
            Metric("acc", 0, 5, 0.25) with { Link = onIris },
            Metric("acc", 1, 6, 0.5) with { Link = onIris },
            Metric("loss", 0, 5, double.NaN) with { Link = new MetricLink("m-1", null, null) });

        var metrics = (await GetAsync("m-1")).Metrics;

        Assert.Equal(["acc", "loss"], metrics.Select(m => m.Metric.Key));
        Assert.All(metrics, metric => Assert.Equal("run", metric.RunId));
        Assert.Equal((new MetricPoint(1, 6, 0.5), onIris), (metrics[0].Metric.Point, metrics[0].Metric.Link));
        Assert.Equal(double.NaN, metrics[1].Metric.Point.Value);
        Assert.Null(metrics[1].Metric.Link!.DatasetName);
    }

    [Fact]
    public async Task A_tag_lists_the_versions_registered_from_the_model()
    {
        await CreateAsync("m-1");
        await Rig.RegisteredModels.CreateAsync(new NewRegisteredModel("reg", null, []), Deadline);
        foreach (var modelId in (string?[])["m-1", null, "m-1", "m-1"])
        {
            await Rig.ModelVersions.CreateAsync(
                new NewModelVersion("reg", "models:/m-1", null, null, null, modelId, null, []), Deadline);
        }

        var tag = Assert.Single((await GetAsync("m-1")).Tags);
        Assert.Equal(RegistrationTag.Key, tag.Key);
        Assert.Equal(
            """[{"name": "reg", "version": 1}, {"name": "reg", "version": 3}, {"name": "reg", "version": 4}]""",
            tag.Value);
    }

    private Task<LoggedModel> GetAsync(string modelId) => Rig.LoggedModels.GetAsync(modelId, Deadline);

    private Task<LoggedModel> CreateAsync(string modelId, long experimentId = 0) => Rig.LoggedModels.CreateAsync(
        new NewLoggedModel(modelId, experimentId, "model", null, null, [], []), Deadline);
}
