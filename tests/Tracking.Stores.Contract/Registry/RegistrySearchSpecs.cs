using Tracking.Core;
using Tracking.Core.Registry;
using Tracking.Core.Search;
using Tracking.Stores.Contract.Search;

namespace Tracking.Stores.Contract.Registry;

/// <summary>What every store's searches of the registry find.</summary>
public abstract class RegistrySearchSpecs : RegistrySpecs
{
    private const string PromptTag = "mlflow.prompt.is_prompt";

    [Theory]
    [InlineData(null, "Mod-c mod-a mod-b")]
    [InlineData("name = 'mod-a'", "mod-a")]
    [InlineData("name LIKE 'mod%'", "mod-a mod-b")]
    [InlineData("name ILIKE 'MOD%'", "Mod-c mod-a mod-b")]
    [InlineData("tags.k = 'v'", "mod-a")]
    [InlineData("tags.k != 'v'", "mod-b")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", "greet")]
    [InlineData("tag.`mlflow.prompt.is_prompt` != 'true'", "Mod-c mod-a mod-b")]
    [InlineData("tag.`mlflow.prompt.is_prompt` = 'false' AND name LIKE 'm%'", "mod-a mod-b")]
    [InlineData("name = 'mod-a' OR tags.k IS NULL", "Mod-c mod-a")]
    [InlineData("tag.`mlflow.prompt.is_prompt` IS NOT NULL OR name = 'mod-a'", "greet mod-a mod-b")]
    public async Task Filter_finds_models_and_leaves_out_prompts(string? filter, string names)
    {
        await CreateModelsAsync();

        Assert.Equal(names, await ModelNamesAsync(filter, []));
    }

    [Theory]
    [InlineData("name DESC", "mod-b mod-a Mod-c")]
    [InlineData("timestamp", "mod-b Mod-c mod-a")]
    [InlineData("last_updated_timestamp DESC", "mod-a Mod-c mod-b")]
    public async Task Order_of_models_is_the_same_whatever_the_size_of_a_page(string order, string names)
    {
        await CreateModelsAsync();
        await Rig.RegisteredModels.UpdateAsync("mod-a", "changed last", Deadline);

        foreach (var pageSize in (int[])[100, 2, 1])
        {
            Assert.Equal(names, await ModelNamesAsync(null, [order], pageSize));
        }
    }

    [Theory]
    [InlineData(null, "mod-a/4 mod-b/1 mod-a/2 mod-a/1")]
    [InlineData("name = 'mod-a'", "mod-a/4 mod-a/2 mod-a/1")]
    [InlineData("run_id = 'r1'", "mod-a/1")]
    [InlineData("run_id IN ('r1', 'r2')", "mod-a/2 mod-a/1")]
    [InlineData("run_id IS NULL", "mod-a/4 mod-b/1")]
    [InlineData("source_path LIKE 's3%'", "mod-b/1")]
    [InlineData("tags.i = '1'", "mod-a/1")]
    [InlineData("version_number > 1", "mod-a/4 mod-a/2")]
    [InlineData("name LIKE 'mod%' AND version_number <= 2", "mod-b/1 mod-a/2 mod-a/1")]
    [InlineData("version_number = '4'", "mod-a/4")]
    [InlineData("version_number = 'x'", "")]
    [InlineData("name = 'mod-b' AND version_number != 'x'", "mod-b/1")]
    [InlineData("tag.`mlflow.prompt.is_prompt` = 'true'", "greet/1")]
    public async Task Filter_finds_versions_and_leaves_out_prompts_and_deleted_ones(string? filter, string names)
    {
        await CreateVersionsAsync();

        Assert.Equal(names, await VersionNamesAsync(filter, []));
    }

    [Theory]
    [InlineData("version_number", "mod-a/1 mod-b/1 mod-a/2 mod-a/4")]
    [InlineData("name DESC", "mod-b/1 mod-a/4 mod-a/2 mod-a/1")]
    [InlineData("creation_timestamp", "mod-a/1 mod-a/2 mod-b/1 mod-a/4")]
    [InlineData("last_updated_timestamp", "mod-a/1 mod-a/2 mod-b/1 mod-a/4")]
    public async Task Order_of_versions_is_the_same_whatever_the_size_of_a_page(string order, string names)
    {
        await CreateVersionsAsync();

        foreach (var pageSize in (int[])[100, 3, 1])
        {
            Assert.Equal(names, await VersionNamesAsync(null, [order], pageSize));
        }
    }

    private async Task CreateModelsAsync()
    {
        await CreateModelAsync("mod-b", new Tag("k", "w"), new Tag(PromptTag, "false"));
        await CreateModelAsync("mod-a", new Tag("k", "v"));
        await CreateModelAsync("greet", new Tag("k", "v"), new Tag(PromptTag, "true"));
        await CreateModelAsync("Mod-c");
    }

    /// <summary>Versions 1, 2, 4 of mod-a (3 is deleted), 1 of mod-b, and a prompt.</summary>
    private async Task CreateVersionsAsync()
    {
        await CreateModelsAsync();
        await CreateVersionAsync("mod-a", "runs:/r1/m", "r1", new Tag("i", "1"));
        await CreateVersionAsync("mod-a", "runs:/r2/m", "r2");
        await CreateVersionAsync("mod-a", "runs:/r3/m");
        await CreateVersionAsync("mod-b");
        await CreateVersionAsync("mod-a", "runs:/r4/m");
        await CreateVersionAsync("greet", "dummy", null, new Tag(PromptTag, "true"));
        await Rig.ModelVersions.DeleteAsync("mod-a", 3, Deadline);
    }

    private async Task<string> ModelNamesAsync(string? filter, string[] orderBy, int pageSize = 100)
    {
        var query = new RegistryQuery(
            RegisteredModelSearchLanguage.ParseFilter(filter),
            RegisteredModelSearchLanguage.ParseOrder(orderBy),
            pageSize,
            null);
        var models = await Pages.ReadAllAsync(
            token => Rig.RegisteredModels.SearchAsync(query with { PageToken = token }, Deadline), pageSize);
        return string.Join(' ', models.Select(model => model.Name));
    }

    private async Task<string> VersionNamesAsync(string? filter, string[] orderBy, int pageSize = 100)
    {
        var query = new RegistryQuery(
            ModelVersionSearchLanguage.ParseFilter(filter),
            ModelVersionSearchLanguage.ParseOrder(orderBy),
            pageSize,
            null);
        var versions = await Pages.ReadAllAsync(
            token => Rig.ModelVersions.SearchAsync(query with { PageToken = token }, Deadline), pageSize);
        return string.Join(' ', versions.Select(version => $"{version.Name}/{version.Version}"));
    }
}
