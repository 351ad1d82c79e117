using Tracking.Core.Errors;
using Tracking.Core.Registry;

namespace Tracking.Stores.Contract.Registry;

/// <summary>How every store moves versions between stages and points aliases to them.</summary>
public abstract class StageAndAliasSpecs : RegistrySpecs
{
    [Fact]
    public async Task Latest_versions_are_the_newest_of_each_stage()
    {
        await CreateVersionsAsync(5);
        await TransitionAsync("m", 2, ModelStage.Production);
        await TransitionAsync("m", 4, ModelStage.Production);
        await TransitionAsync("m", 1, ModelStage.Staging);

        var all = await Rig.ModelVersions.GetLatestAsync("m", [], Deadline);
        var some = await Rig.ModelVersions.GetLatestAsync("m", [ModelStage.Production, ModelStage.Archived], Deadline);

        Assert.Equal(
            [(1, ModelStage.Staging), (4, ModelStage.Production), (5, ModelStage.None)],
            all.Select(v => (v.Version, v.Stage)));
        Assert.Equal([4], some.Select(v => v.Version));
        Assert.Equivalent(all, (await GetModelAsync("m")).LatestVersions, strict: true);
    }

    [Fact]
    public async Task Transition_may_archive_what_was_in_the_stage()
    {
        await CreateVersionsAsync(3);
        await TransitionAsync("m", 1, ModelStage.Production);
        await TransitionAsync("m", 2, ModelStage.Staging);

        var moved = await TransitionAsync("m", 3, ModelStage.Production, archiveExisting: true);

        var archived = await GetVersionAsync("m", 1);
        Assert.Equal((ModelStage.Production, ModelStage.Archived), (moved.Stage, archived.Stage));
        Assert.Equal(moved.UpdatedMs, archived.UpdatedMs);
        Assert.Equal(moved.UpdatedMs, (await GetModelAsync("m")).UpdatedMs);
        Assert.Equal(ModelStage.Staging, (await GetVersionAsync("m", 2)).Stage);
    }

    [Theory]
    [InlineData(ModelStage.None)]
    [InlineData(ModelStage.Archived)]
    public async Task Only_staging_and_production_can_archive_what_was_there(ModelStage stage)
    {
        await CreateVersionsAsync(1);

        await AssertRefusedAsync(
            ErrorCode.InternalError,
            "Model version transition cannot archive existing model versions because " +
            $"'{stage}' is not an Active stage. Valid stages are ['Staging', 'Production']",
            () => TransitionAsync("m", 1, stage, archiveExisting: true));
    }

    [Fact]
    public async Task Alias_points_to_one_version_and_moves()
    {
        await CreateVersionsAsync(2);
        await Rig.RegisteredModels.SetAliasAsync("m", "champion", 1, Deadline);
        await Rig.RegisteredModels.SetAliasAsync("m", "champion", 2, Deadline);
        await Rig.RegisteredModels.SetAliasAsync("m", "best", 2, Deadline);

        var version = await Rig.ModelVersions.GetByAliasAsync("m", "champion", Deadline);

        Assert.Equal(2, version.Version);
        Assert.Equal(["best", "champion"], version.Aliases);
        Assert.Empty((await GetVersionAsync("m", 1)).Aliases);
        Assert.Equal(
            [new ModelAlias("best", 2), new ModelAlias("champion", 2)], (await GetModelAsync("m")).Aliases);
    }

    [Fact]
    public async Task Alias_of_a_missing_version_is_refused()
    {
        await CreateVersionsAsync(1);

        foreach (var name in (string[])["m", "nope"])
        {
            await AssertRefusedAsync(
                ErrorCode.ResourceDoesNotExist,
                $"Model Version (name={name}, version=88) not found",
                () => Rig.RegisteredModels.SetAliasAsync(name, "x", 88, Deadline));
        }
    }

    [Fact]
    public async Task Alias_is_deleted_once_or_twice()
    {
        await CreateVersionsAsync(1);
        await Rig.RegisteredModels.SetAliasAsync("m", "champion", 1, Deadline);

        await Rig.RegisteredModels.DeleteAliasAsync("m", "champion", Deadline);
        await Rig.RegisteredModels.DeleteAliasAsync("m", "champion", Deadline);

        await AssertAliasMissingAsync("champion");
    }

    [Fact]
    public async Task Alias_goes_with_the_version_it_points_to()
    {
        await CreateVersionsAsync(2);
        await Rig.RegisteredModels.SetAliasAsync("m", "champion", 1, Deadline);
        await Rig.RegisteredModels.SetAliasAsync("m", "other", 2, Deadline);

        await Rig.ModelVersions.DeleteAsync("m", 1, Deadline);

        await AssertAliasMissingAsync("champion");
        Assert.Equal([new ModelAlias("other", 2)], (await GetModelAsync("m")).Aliases);
    }

    private Task AssertAliasMissingAsync(string alias) => AssertRefusedAsync(
        ErrorCode.InvalidParameterValue,
        $"Registered model alias {alias} not found.",
        () => Rig.ModelVersions.GetByAliasAsync("m", alias, Deadline));

    private async Task CreateVersionsAsync(int count)
    {
        await CreateModelAsync("m");
        for (var i = 0; i < count; i++)
        {
            await CreateVersionAsync("m");
        }
    }
}
