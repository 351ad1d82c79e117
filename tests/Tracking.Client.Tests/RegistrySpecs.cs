using Tracking.Contracts;
using Tracking.Contracts.Experiments;
using Tracking.Contracts.Registry;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Tests;

public class RegistrySpecs : ServerFixture
{
    [Fact]
    public async Task Experiments_live_from_creation_to_restoration()
    {
        var id = await Client.Experiments.CreateAsync("one");
        await Client.Experiments.SetTagAsync(id, "team", "vision");
        await Client.Experiments.RenameAsync(id, "two");
        Assert.Null(await Client.Experiments.FindAsync("one"));
        Assert.Equal(id, (await Client.Experiments.FindAsync("two"))!.ExperimentId);
        var found = await Client.Experiments.SearchAsync("tags.team = 'vision'").Select(each => each.Name)
            .ToListAsync();
        Assert.Equal(["two"], found);
        await Client.Experiments.DeleteTagAsync(id, "team");
        await Client.Experiments.DeleteAsync(id);
        Assert.Equal("deleted", (await Client.Experiments.GetAsync(id)).LifecycleStage);
        await Client.Experiments.RestoreAsync(id);
        Assert.Null((await Client.Experiments.GetOrCreateAsync("two")).Tags);
    }

    [Fact]
    public async Task Searches_walk_all_pages()
    {
        for (var number = 0; number < 120; number++)
            await Client.RegisteredModels.CreateAsync($"m{number:000}");
        var names = await Client.RegisteredModels.SearchAsync(orderBy: ["name ASC"]).Select(model => model.Name)
            .ToListAsync();
        Assert.Equal(Enumerable.Range(0, 120).Select(number => $"m{number:000}"), names);
    }

    [Fact]
    public async Task Runs_are_found_by_what_they_logged()
    {
        foreach (var rate in (double[])[0.1, 0.2, 0.3])
        {
            await using var run = await Client.StartRunAsync();
            await run.LogParamAsync("lr", rate);
            await run.LogMetricAsync("acc", 1 - rate);
        }

        var found = await Client.Runs.SearchAsync(["0"], "metrics.acc > 0.75", ["metrics.acc DESC"])
            .Select(run => run.Data!.Params!.Single().Value).ToListAsync();
        Assert.Equal(["0.1", "0.2"], found);
    }

    [Fact]
    public async Task Versions_aliases_and_tags_of_a_registered_model()
    {
        await Client.RegisteredModels.CreateAsync("m", "before");
        Assert.Equal("before", (await Client.RegisteredModels.GetOrCreateAsync("m")).Description);
        await Client.RegisteredModels.UpdateAsync("m", "after");
        var version = await Client.ModelVersions.CreateAsync(
            new CreateModelVersionRequest { Name = "m", Source = "mlflow-artifacts:/some/where" });
        Assert.Equal("mlflow-artifacts:/some/where",
            await Client.ModelVersions.GetDownloadUriAsync("m", version.Version!));
        await Client.RegisteredModels.SetTagAsync("m", "k", "v");
        await Client.RegisteredModels.SetAliasAsync("m", "best", "1");
        Assert.Equal("1", (await Client.RegisteredModels.GetVersionByAliasAsync("m", "best")).Version);
        var moved = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.RegisteredModels.SetAliasAsync("m", "other", "1", expectedVersion: "1"));
        Assert.Equal(TrackingClientException.Aborted, moved.ErrorCode);
        await Client.RegisteredModels.SetAliasAsync("m", "other", "1", expectedVersion: "0");
        await Client.RegisteredModels.DeleteAliasAsync("m", "other");
        await Client.RegisteredModels.DeleteAliasAsync("m", "best");
        await Client.RegisteredModels.RenameAsync("m", "n");
        var read = await Client.RegisteredModels.GetAsync("n");
        Assert.Equal(("after", "v"), (read.Description, read.Tags!.Single().Value));
        Assert.Null(read.Aliases);
        await Client.ModelVersions.DeleteAsync("n", "1");
        await Client.RegisteredModels.DeleteAsync("n");
        await Assert.ThrowsAsync<TrackingClientException>(() => Client.RegisteredModels.GetAsync("n"));
    }

    [Fact]
    public async Task Any_route_can_be_sent_as_it_stands()
    {
        var answer = await Client.SendAsync(Routes.Experiments.Get, new GetExperimentRequest { ExperimentId = "0" });
        Assert.Equal("Default", answer.Experiment!.Name);
        var refused = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.SendAsync(Routes.Runs.Get, new GetRunRequest()));
        Assert.Equal("INVALID_PARAMETER_VALUE", refused.ErrorCode);
    }
}
