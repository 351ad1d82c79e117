using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Registry;

namespace Tracking.Stores.Contract.Registry;

/// <summary>What every store of model versions does.</summary>
public abstract class ModelVersionStoreSpecs : RegistrySpecs
{
    [Fact]
    public async Task Created_version_is_found_with_all_it_was_given()
    {
        var model = await CreateModelAsync("m");
        var created = await Rig.ModelVersions.CreateAsync(
            new NewModelVersion(
                "m", "models:/m-1", "mlflow-artifacts:/1/models/m-1", "run", "link", "m-1", "about",
                [new Tag("a", "b")]),
            Deadline);

        Assert.Equal(("m", 1, ModelStage.None), (created.Name, created.Version, created.Stage));
        Assert.Equal(
            ("run", "link", "m-1", "about"), (created.RunId, created.RunLink, created.ModelId, created.Description));
        Assert.Equal(
            ("models:/m-1", "mlflow-artifacts:/1/models/m-1"), (created.Source, created.StorageLocation));
        Assert.Equal([new Tag("a", "b")], created.Tags);
        Assert.Equivalent(created, await GetVersionAsync("m", 1), strict: true);
        var after = await GetModelAsync("m");
        Assert.Equal(created.UpdatedMs, after.UpdatedMs);
        Assert.True(after.UpdatedMs > model.UpdatedMs);
    }

    [Fact]
    public async Task Number_of_a_deleted_version_is_never_used_again()
    {
        await CreateModelAsync("m");
        await CreateVersionAsync("m");
        await CreateVersionAsync("m");

        await Rig.ModelVersions.DeleteAsync("m", 2, Deadline);

        Assert.Equal(3, (await CreateVersionAsync("m")).Version);
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Model Version (name=m, version=2) not found",
            () => Rig.ModelVersions.DeleteAsync("m", 2, Deadline));
    }

    [Fact]
    public async Task Sixteen_versions_created_at_once_get_sixteen_numbers_in_a_row()
    {
        await CreateModelAsync("m");

        var versions = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => CreateVersionAsync("m"))));

        Assert.Equal(Enumerable.Range(1, 16), versions.Select(version => version.Version).Order());
    }

    [Fact]
    public async Task Whatever_is_done_to_a_deleted_version_is_refused()
    {
        await CreateModelAsync("m");
        await CreateVersionAsync("m");
        await Rig.ModelVersions.DeleteAsync("m", 1, Deadline);

        foreach (var act in (Func<Task>[])
        [
            () => GetVersionAsync("m", 1),
            () => Rig.ModelVersions.UpdateAsync("m", 1, "x", Deadline),
            () => TransitionAsync("m", 1, ModelStage.Staging),
            () => Rig.ModelVersions.SetTagAsync("m", 1, new Tag("a", "b"), Deadline),
            () => Rig.ModelVersions.DeleteTagAsync("m", 1, "a", Deadline),
            () => Rig.RegisteredModels.SetAliasAsync("m", "a", 1, null, Deadline),
        ])
        {
            await AssertRefusedAsync(
                ErrorCode.ResourceDoesNotExist, "Model Version (name=m, version=1) not found", act);
        }

        Assert.Empty((await GetModelAsync("m")).LatestVersions);
    }

    [Fact]
    public async Task Tags_are_set_again_and_deleted_and_a_missing_one_is_no_error()
    {
        await CreateModelAsync("m");
        await CreateVersionAsync("m", tags: [new Tag("z", "0")]);

        await Rig.ModelVersions.SetTagAsync("m", 1, new Tag("a", "1"), Deadline);
        await Rig.ModelVersions.SetTagAsync("m", 1, new Tag("a", "2"), Deadline);
        await Rig.ModelVersions.DeleteTagAsync("m", 1, "z", Deadline);
        await Rig.ModelVersions.DeleteTagAsync("m", 1, "never there", Deadline);

        Assert.Equal([new Tag("a", "2")], (await GetVersionAsync("m", 1)).Tags);
    }

    [Fact]
    public async Task Description_changes_the_versions_time_and_not_the_models()
    {
        await CreateModelAsync("m");
        var created = await CreateVersionAsync("m");

        var updated = await Rig.ModelVersions.UpdateAsync("m", 1, "new", Deadline);

        Assert.Equal("new", updated.Description);
        Assert.True(updated.UpdatedMs > created.UpdatedMs);
        Assert.Equal(created.UpdatedMs, (await GetModelAsync("m")).UpdatedMs);
    }
}
