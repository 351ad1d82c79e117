using System.Text.Json;
using Tracking.Contracts;

namespace Tracking.Cli.Tests.Experiments;

public sealed class ExperimentsCommandSpecs : ServerSpecs
{
    [Fact]
    public async Task An_experiment_is_created_with_place_and_tags_and_shown_by_id_and_name()
    {
        var created = await SucceedAsync(
            "experiments", "create", "-n", "digits", "-l", "mlflow-artifacts:/elsewhere", "-t", "team=vision");
        Assert.Equal("Created experiment 'digits' with id 1\n", created.Output);

        foreach (string[] choice in new[] { new[] { "-x", "1" }, ["-n", "digits"] })
        {
            var shown = await SucceedAsync(["experiments", "get", .. choice]);
            Assert.Contains("Name               digits\n", shown.Output);
            Assert.Contains("Artifact Location  mlflow-artifacts:/elsewhere\n", shown.Output);
            Assert.Contains("\nTags\n  team  vision\n", shown.Output);
        }

        var text = (await SucceedAsync("experiments", "get", "-x", "1", "--output", "json")).Output;
        using var json = JsonDocument.Parse(text);
        Assert.Equal("digits", json.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Search_filters_orders_limits_and_shows_what_is_deleted()
    {
        foreach (var name in new[] { "a-one", "a-two", "b-one" })
        {
            await Client.Experiments.CreateAsync(name);
        }

        await Client.Experiments.DeleteAsync("3");

        var found = await SucceedAsync(
            "experiments", "search", "-f", "name LIKE 'a-%'", "--order-by", "name DESC", "--output", "csv");
        Assert.Equal(["2,a-two", "1,a-one"], found.Lines[1..].Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.Equal(2, (await SucceedAsync("experiments", "list", "--max-results", "1")).Lines.Length);
        Assert.Contains("b-one", (await SucceedAsync("experiments", "search", "-v", "deleted_only")).Lines[1]);
        var all = await SucceedAsync("experiments", "search", "-v", "ALL", "--output", "json");
        Assert.Equal(4, JsonDocument.Parse(all.Output).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Nothing_found_is_no_error_and_standard_output_stays_empty()
    {
        var table = await SucceedAsync("experiments", "search", "-f", "name = 'none'");
        Assert.Equal(("", "No experiments match.\n"), (table.Output, table.Errors));
        Assert.Equal("[]\n", (await SucceedAsync(
            "experiments", "search", "-f", "name = 'none'", "--output", "json")).Output);
    }

    [Fact]
    public async Task Delete_restore_rename_and_update_do_what_they_say()
    {
        await Client.Experiments.CreateAsync("digits");
        var said = (await SucceedAsync("experiments", "delete", "-x", "1")).Output;
        Assert.Equal("Experiment with ID 1 has been deleted.\n", said);
        Assert.Equal("deleted", (await Client.Experiments.GetAsync("1")).LifecycleStage);
        await SucceedAsync("experiments", "restore", "-n", "digits");
        await SucceedAsync("experiments", "rename", "-x", "1", "--new-name", "letters");
        await SucceedAsync(
            "experiments", "update", "-n", "letters", "--description", "A to Z", "-t", "a=1=2", "-t", "b=");
        await SucceedAsync("experiments", "update", "-n", "letters", "--remove-tag", "b");

        var experiment = await Client.Experiments.GetAsync("1");
        Assert.Equal(("letters", "active"), (experiment.Name, experiment.LifecycleStage));
        Assert.Equal(
            ["a 1=2", "mlflow.note.content A to Z"],
            experiment.Tags!.Select(tag => $"{tag.Key} {tag.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_server_refuses_is_one_line_and_exit_code_1()
    {
        Assert.Contains("No Experiment with id=77 exists", await FailAsync("experiments", "get", "-x", "77"));
        Assert.Contains(
            "There is no experiment named 'nobody'; 'tracking experiments search' lists those there are.",
            await FailAsync("experiments", "delete", "-n", "nobody"));
        Assert.Contains("RESOURCE_ALREADY_EXISTS", await FailAsync("experiments", "create", "-n", "Default"));
        Assert.Equal(1, await Client.Experiments.SearchAsync(view: ViewType.All).CountAsync());
    }
}
