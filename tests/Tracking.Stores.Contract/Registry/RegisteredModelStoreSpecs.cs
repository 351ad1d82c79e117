using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Registry;

namespace Tracking.Stores.Contract.Registry;

/// <summary>What every store of registered models does.</summary>
public abstract class RegisteredModelStoreSpecs : RegistrySpecs
{
    private const string Missing = "Registered Model with name=nope not found";

    [Fact]
    public async Task Created_model_is_found_with_its_description_and_tags()
    {
        var created = await Rig.RegisteredModels.CreateAsync(
            new NewRegisteredModel("m", "about", [new Tag("b", "1"), new Tag("a", "2"), new Tag("b", "3")]), Deadline);

        Assert.Equal(("m", "about", created.CreatedMs), (created.Name, created.Description, created.UpdatedMs));
        Assert.Equal([new Tag("a", "2"), new Tag("b", "3")], created.Tags);
        Assert.Empty(created.LatestVersions);
        Assert.Equivalent(created, await GetModelAsync("m"), strict: true);
    }

    [Fact]
    public async Task Name_is_unique()
    {
        await CreateModelAsync("m");

        await AssertRefusedAsync(
            ErrorCode.ResourceAlreadyExists, "Registered Model (name=m) already exists.", () => CreateModelAsync("m"));
    }

    [Fact]
    public async Task Whatever_is_done_to_a_missing_model_is_refused()
    {
        foreach (var act in (Func<Task>[])
        [
            () => GetModelAsync("nope"),
            () => Rig.RegisteredModels.RenameAsync("nope", "x", Deadline),
            () => Rig.RegisteredModels.UpdateAsync("nope", "x", Deadline),
            () => Rig.RegisteredModels.DeleteAsync("nope", Deadline),
            () => Rig.RegisteredModels.SetTagAsync("nope", new Tag("a", "b"), Deadline),
            () => Rig.RegisteredModels.DeleteTagAsync("nope", "a", Deadline),
            () => Rig.RegisteredModels.DeleteAliasAsync("nope", "a", Deadline),
            () => Rig.ModelVersions.GetByAliasAsync("nope", "a", Deadline),
            () => Rig.ModelVersions.GetLatestAsync("nope", [], Deadline),
            () => CreateVersionAsync("nope"),
        ])
        {
            await AssertRefusedAsync(ErrorCode.ResourceDoesNotExist, Missing, act);
        }
    }

    [Fact]
    public async Task Renaming_takes_versions_tags_and_aliases_along_and_changes_their_time()
    {
        await CreateModelAsync("before", new Tag("a", "b"));
        var version = await CreateVersionAsync("before");
        await Rig.RegisteredModels.SetAliasAsync("before", "champion", 1, null, Deadline);

        var renamed = await Rig.RegisteredModels.RenameAsync("before", "after", Deadline);

        Assert.Equal(("after", [new Tag("a", "b")]), (renamed.Name, renamed.Tags.ToArray()), TagsEqual);
        Assert.Equal([new ModelAlias("champion", 1)], renamed.Aliases);
        var moved = await GetVersionAsync("after", 1);
        Assert.Equal(renamed.UpdatedMs, moved.UpdatedMs);
        Assert.True(moved.UpdatedMs > version.UpdatedMs);
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Registered Model with name=before not found",
            () => GetModelAsync("before"));
    }

    [Fact]
    public async Task Renaming_to_a_name_in_use_is_refused()
    {
        await CreateModelAsync("a");
        await CreateModelAsync("b");

        await AssertRefusedAsync(
            ErrorCode.ResourceAlreadyExists,
            "Registered Model (name=b) already exists.",
            () => Rig.RegisteredModels.RenameAsync("a", "b", Deadline));
        Assert.Equal("a", (await Rig.RegisteredModels.RenameAsync("a", "a", Deadline)).Name);
    }

    [Fact]
    public async Task Description_changes_the_time_of_update_and_tags_do_not()
    {
        var created = await CreateModelAsync("m");
        var described = await Rig.RegisteredModels.UpdateAsync("m", "new", Deadline);

        await Rig.RegisteredModels.SetTagAsync("m", new Tag("k", "1"), Deadline);
        await Rig.RegisteredModels.SetTagAsync("m", new Tag("k", "2"), Deadline);
        await Rig.RegisteredModels.SetTagAsync("m", new Tag("other", "3"), Deadline);
        await Rig.RegisteredModels.DeleteTagAsync("m", "other", Deadline);
        await Rig.RegisteredModels.DeleteTagAsync("m", "never there", Deadline);

        var model = await GetModelAsync("m");
        Assert.Equal("new", model.Description);
        Assert.True(model.UpdatedMs > created.UpdatedMs);
        Assert.Equal(described.UpdatedMs, model.UpdatedMs);
        Assert.Equal([new Tag("k", "2")], model.Tags);
    }

    [Fact]
    public async Task Deleted_model_is_gone_with_its_versions_and_its_name_begins_anew()
    {
        await CreateModelAsync("m", new Tag("a", "b"));
        await CreateVersionAsync("m", tags: [new Tag("c", "d")]);
        await Rig.RegisteredModels.SetAliasAsync("m", "champion", 1, null, Deadline);

        await Rig.RegisteredModels.DeleteAsync("m", Deadline);

        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Model Version (name=m, version=1) not found",
            () => GetVersionAsync("m", 1));
        var again = await CreateModelAsync("m");
        Assert.Empty(again.Tags);
        Assert.Empty(again.Aliases);
        Assert.Equal(1, (await CreateVersionAsync("m")).Version);
    }

    private static bool TagsEqual((string, Tag[]) a, (string, Tag[]) b) =>
        a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2);
}
