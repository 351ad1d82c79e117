using Tracking.Contracts.Registry;

namespace Tracking.Client.Tests;

public class PromptSpecs : ServerFixture
{
    [Fact]
    public async Task A_prompt_is_kept_with_versions_aliases_and_tags()
    {
        var first = await Client.Prompts.RegisterAsync(
            "greet", "Hi {{name}}", "c1", new Dictionary<string, string> { ["a"] = "b" });
        var second = await Client.Prompts.RegisterAsync("greet", "Hello {{ name }}, {{name}} and {{other}}");
        Assert.Equal(("1", "c1", "prompts:/greet/1"), (first.Version, first.CommitMessage, first.Uri));
        Assert.Equal([new("a", "b")], first.Tags);
        await Client.Prompts.SetAliasAsync("greet", "prod", 2);
        Assert.Equal(second.Template, (await Client.Prompts.ResolveAsync("prompts:/greet@prod")).Template);
        Assert.Equal("Hi {{name}}", (await Client.Prompts.ResolveAsync("prompts:/greet/1")).Template);
        Assert.Equal(["name", "other"], second.Variables);
        Assert.Equal("Hello Ann, Ann and Bob", second.Format(
            new Dictionary<string, string> { ["name"] = "Ann", ["other"] = "Bob" }));
    }

    [Fact]
    public async Task Prompts_and_models_are_found_apart()
    {
        await Client.Prompts.RegisterAsync("greet", "Hi");
        await Client.RegisteredModels.CreateAsync("digits");
        Assert.Equal(["greet"], await Client.Prompts.SearchAsync().Select(prompt => prompt.Name!).ToListAsync());
        Assert.Empty(await Client.Prompts.SearchAsync("name LIKE 'x%'").ToListAsync());
        Assert.Equal("digits", (await Client.RegisteredModels.SearchAsync().SingleAsync()).Name);
    }

    [Fact]
    public async Task A_models_name_is_refused_and_a_models_version_is_no_prompt()
    {
        await Client.RegisteredModels.CreateAsync("digits");
        await Client.ModelVersions.CreateAsync(
            new CreateModelVersionRequest { Name = "digits", Source = "s3://bucket/m" });
        var taken = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.Prompts.RegisterAsync("digits", "Hi"));
        Assert.Equal("'digits' is a registered model; a prompt needs another name", taken.Message);
        var other = await Assert.ThrowsAsync<TrackingClientException>(() => Client.Prompts.GetAsync("digits", 1));
        Assert.Equal("'digits' is a registered model, not a prompt", other.Message);
    }

    [Theory]
    [InlineData("models:/greet/1")]
    [InlineData("prompts:/greet")]
    [InlineData("prompts:/greet/latest")]
    [InlineData("prompts:/@x")]
    public async Task What_is_no_prompts_uri_is_refused(string uri)
    {
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => Client.Prompts.ResolveAsync(uri));
        Assert.Equal($"'{uri}' is no prompt; expected prompts:/NAME/VERSION or prompts:/NAME@ALIAS", error.Message);
    }

    [Fact]
    public async Task A_variable_without_a_value_is_named()
    {
        var prompt = await Client.Prompts.RegisterAsync("greet", "{{a}} {{b}} {{c}}");
        var error = Assert.Throws<ArgumentException>(
            () => prompt.Format(new Dictionary<string, string> { ["b"] = "1" }));
        Assert.StartsWith("The prompt prompts:/greet/1 needs values for a, c", error.Message, StringComparison.Ordinal);
    }
}
