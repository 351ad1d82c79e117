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
        await Rig.RegisteredModels.SetAliasAsync("m", "champion", 1, null, Deadline);
        await Rig.RegisteredModels.SetAliasAsync("m", "champion", 2, null, Deadline);
        await Rig.RegisteredModels.SetAliasAsync("m", "best", 2, null, Deadline);

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
                () => Rig.RegisteredModels.SetAliasAsync(name, "x", 88, null, Deadline));
        }
    }

    [Fact]
    public async Task Alias_is_deleted_once_or_twice()
    {
        await CreateVersionsAsync(1);
        await Rig.RegisteredModels.SetAliasAsync("m", "champion", 1, null, Deadline);

        await Rig.RegisteredModels.DeleteAliasAsync("m", "champion", Deadline);
        await Rig.RegisteredModels.DeleteAliasAsync("m", "champion", Deadline);

        await AssertAliasMissingAsync("champion");
    }

    [Fact]
    public async Task Alias_goes_with_the_version_it_points_to()
    {
        await CreateVersionsAsync(2);
        await Rig.RegisteredModels.SetAliasAsync("m", "champion", 1, null, Deadline);
        await Rig.RegisteredModels.SetAliasAsync("m", "other", 2, null, Deadline);

        await Rig.ModelVersions.DeleteAsync("m", 1, Deadline);

        await AssertAliasMissingAsync("champion");
        Assert.Equal([new ModelAlias("other", 2)], (await GetModelAsync("m")).Aliases);
    }

    [Fact]
    public async Task Alias_moves_only_from_the_version_that_is_expected()
    {
        await CreateVersionsAsync(3);
        await SetChampionAsync(1, expected: RegistryRules.NoVersion);
        await SetChampionAsync(2, expected: 1);

        foreach (var expected in (int[])[1, 3, RegistryRules.NoVersion])
        {
            await AssertRefusedAsync(
                ErrorCode.Aborted,
                $"Parameter 'expected_version' is '{expected}', but registered model 'm' has the alias 'champion' at " +
                "version 2; expected '2' or no value to move it from there.",
                () => SetChampionAsync(3, expected));
        }

        Assert.Equal([new ModelAlias("champion", 2)], (await GetModelAsync("m")).Aliases);
    }

    [Fact]
    public async Task Alias_that_is_not_there_moves_from_no_version()
    {
        await CreateVersionsAsync(2);

        await AssertRefusedAsync(
            ErrorCode.Aborted,
            "Parameter 'expected_version' is '1', but registered model 'm' has no alias 'champion'; expected '0' or " +
            "no value to create it.",
            () => SetChampionAsync(2, expected: 1));

        await AssertAliasMissingAsync("champion");
    }

    /// <summary>A client whose first answer was lost asks twice.</summary>
    [Fact]
    public async Task Alias_that_is_where_it_shall_be_is_no_conflict()
    {
        await CreateVersionsAsync(2);
        await SetChampionAsync(1, expected: null);

        await SetChampionAsync(2, expected: 1);
        await SetChampionAsync(2, expected: 1);

        Assert.Equal([new ModelAlias("champion", 2)], (await GetModelAsync("m")).Aliases);
    }

    [Fact]
    public async Task Of_many_who_move_an_alias_from_one_place_one_does()
    {
        const int Movers = 8;
        await CreateVersionsAsync(Movers + 1);
        await SetChampionAsync(1, expected: null);

        var errors = await Task.WhenAll(Enumerable.Range(2, Movers).Select(
            version => Record.ExceptionAsync(() => Task.Run(() => SetChampionAsync(version, expected: 1)))));

        var winner = 2 + Assert.Single(Enumerable.Range(0, Movers), mover => errors[mover] is null);
        Assert.All(errors.OfType<Exception>(), error => Assert.Equal(
            ErrorCode.Aborted, Assert.IsType<TrackingException>(error).Code));
        Assert.Equal([new ModelAlias("champion", winner)], (await GetModelAsync("m")).Aliases);
    }

    private Task SetChampionAsync(int version, int? expected) =>
        Rig.RegisteredModels.SetAliasAsync("m", "champion", version, expected, Deadline);

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
