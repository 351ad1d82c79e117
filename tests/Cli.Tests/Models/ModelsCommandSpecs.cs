using System.Text.Json;
using Tracking.Models.Uris;

namespace Tracking.Cli.Tests.Models;

public sealed class ModelsCommandSpecs : ServerSpecs
{
    [Fact]
    public async Task A_model_of_a_run_is_registered_under_an_alias_and_promoted()
    {
        var model = await DoublingModel.RegisterAsync(Address, Folder);
        var run = $"runs:/{model.RunId}/model";

        var first = await SucceedAsync("models", "register", "-m", run, "-n", "second", "-a", "champion", "-t", "k=v");
        Assert.Equal("Created version '1' of model 'second'.\n", first.Output);
        await SucceedAsync("models", "register", "-m", "models:/second@champion", "-n", "promoted");
        var third = await SucceedAsync("models", "register", "-m", model.ModelUri, "-n", "second", "--output", "json");
        Assert.Equal("2", JsonDocument.Parse(third.Output).RootElement.GetProperty("version").GetString());

        foreach (var uri in new[] { "models:/second@champion", "models:/promoted/1", "models:/second/2" })
        {
            var resolved = await Client.Models.ResolveAsync(ModelUri.Parse(uri));
            Assert.Equal((model.ModelId, model.RunId), (resolved.ModelId, resolved.RunId));
        }
    }

    [Fact]
    public async Task Models_and_versions_are_listed_and_described()
    {
        await DoublingModel.RegisterAsync(Address, Folder);
        var models = await SucceedAsync("models", "search", "-f", "name LIKE 'doub%'", "--output", "csv");
        Assert.StartsWith("doubling,1,champion:1,", models.Lines[1]);
        var versions = await SucceedAsync("models", "versions", "-n", "doubling", "-f", "version_number = 1");
        Assert.StartsWith("doubling        1  champion  None           READY", versions.Lines[1]);
        await SucceedAsync("models", "create", "-n", "it's");
        Assert.Equal("No model versions match.\n", (await SucceedAsync("models", "versions", "-n", "it's")).Errors);

        var model = await SucceedAsync("models", "describe", "-n", "doubling");
        Assert.Contains("\nAliases\n  champion  version 1\n", model.Output);
        var version = await SucceedAsync("models", "describe", "-n", "doubling", "-v", "1");
        Assert.Contains("\nAliases       champion\n", version.Output);
        var json = await SucceedAsync("models", "describe", "-n", "doubling", "-v", "1", "--output", "json");
        Assert.Equal("READY", JsonDocument.Parse(json.Output).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Aliases_tags_stages_and_descriptions_are_set_and_taken_away()
    {
        await DoublingModel.RegisterAsync(Address, Folder);
        await SucceedAsync("models", "alias", "set", "-n", "doubling", "-a", "next", "-v", "1");
        await SucceedAsync("models", "alias", "delete", "-n", "doubling", "-a", "champion");
        await SucceedAsync("models", "tag", "set", "-n", "doubling", "-t", "a=1", "-t", "b=2");
        await SucceedAsync("models", "tag", "delete", "-n", "doubling", "-k", "a");
        await SucceedAsync("models", "tag", "set", "-n", "doubling", "-v", "1", "-t", "c=3", "-t", "d=4");
        await SucceedAsync("models", "tag", "delete", "-n", "doubling", "-v", "1", "-k", "c");
        await SucceedAsync("models", "update", "-n", "doubling", "--description", "of the model");
        await SucceedAsync("models", "update", "-n", "doubling", "-v", "1", "--description", "of the version");
        var moved = await SucceedAsync("models", "transition", "-n", "doubling", "-v", "1", "--stage", "production");

        Assert.Equal("Version 1 of model 'doubling' is in stage Production.\n", moved.Output);
        var model = await Client.RegisteredModels.GetAsync("doubling");
        var version = await Client.ModelVersions.GetAsync("doubling", "1");
        Assert.Equal(("next", "b", "of the model"), (
            Assert.Single(model.Aliases!).Alias, Assert.Single(model.Tags!).Key, model.Description));
        Assert.Equal(("d", "of the version"), (Assert.Single(version.Tags!).Key, version.Description));
    }

    [Fact]
    public async Task An_alias_moves_from_where_it_is_expected_or_not_at_all()
    {
        await DoublingModel.RegisterAsync(Address, Folder);
        string[] toFirst = ["models", "alias", "set", "-n", "doubling", "-a", "next", "-v", "1", "--expected-version"];

        Assert.Contains("has no alias 'next'; expected '0'", await FailAsync([.. toFirst, "7"]));
        var made = await SucceedAsync([.. toFirst, "0"]);

        Assert.Equal("models:/doubling@next is version 1 now.\n", made.Output);
        Assert.Equal("1", (await Client.RegisteredModels.GetVersionByAliasAsync("doubling", "next")).Version);
    }

    [Fact]
    public async Task Models_are_created_renamed_downloaded_and_deleted()
    {
        await SucceedAsync("models", "create", "-n", "empty", "--description", "nothing yet");
        Assert.Equal("nothing yet", (await Client.RegisteredModels.GetAsync("empty")).Description);
        await SucceedAsync("models", "rename", "-n", "empty", "--new-name", "renamed");
        await DoublingModel.RegisterAsync(Address, Folder);
        var place = await SucceedAsync("models", "download", "-m", "models:/doubling@champion", "-d", Folder["out"]);
        Assert.Equal(Folder["out"], place.Output.Trim());
        Assert.True(File.Exists(Folder["out", "MLmodel"]));

        await SucceedAsync("models", "delete", "-n", "doubling", "-v", "1", "--yes");
        await SucceedAsync("models", "delete", "-n", "renamed", "-y");
        var left = await Client.RegisteredModels.SearchAsync().Select(model => model.Name).ToListAsync();
        Assert.Equal(["doubling"], left);
        Assert.Equal(0, await Client.ModelVersions.SearchAsync().CountAsync());
    }

    [Fact]
    public async Task What_the_server_refuses_is_one_line_and_exit_code_1()
    {
        Assert.Contains("Registered Model with name=x not found", await FailAsync("models", "describe", "-n", "x"));
        Assert.Contains("Registered Model with name=x not found", await FailAsync("models", "versions", "-n", "x"));
        Assert.Contains("not found", await FailAsync("models", "alias", "set", "-n", "x", "-a", "a", "-v", "1"));
        Assert.Contains("none", await FailAsync("models", "register", "-m", "runs:/none/model", "-n", "x"));
        Assert.Contains("not found", await FailAsync("models", "download", "-m", "models:/x/1", "-d", Folder["out"]));
        Assert.Equal(0, await Client.RegisteredModels.SearchAsync().CountAsync());
    }
}
