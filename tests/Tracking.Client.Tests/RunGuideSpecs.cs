using System.Runtime.CompilerServices;

namespace Tracking.Client.Tests;

public class RunGuideSpecs : ServerFixture
{
    [Fact]
    public async Task The_examples_run_and_leave_what_they_say()
    {
        var csv = Folder.Write("train.csv", "x,y\n1,2\n");
        await RunGuideSnippets.RunAsync(Client, csv);
        var experiment = (await Client.Experiments.FindAsync("digits"))!.ExperimentId!;
        var runs = await Client.Runs.SearchAsync([experiment]).ToListAsync();
        var sweep = Assert.Single(runs, run => run.Data!.Tags!.All(tag => tag.Key != "mlflow.parentRunId"));
        Assert.Equal(2, runs.Count(run => run.Data!.Params?.Any(
            each => each is { Key: "model.layers", Value: "[64, 32]" }) == true));
        Assert.Equal("train", Assert.Single(sweep.Inputs!.DatasetInputs!).Dataset!.Name);
        Assert.Equal(["images", "mistakes.json", "plots"],
            await Client.Artifacts.ListAsync(sweep.Info!.RunId!).Select(file => file.Path!).ToListAsync());
    }

    [Theory]
    [InlineData("sdk-runs")]
    [InlineData("sdk-artifacts")]
    [InlineData("sdk-inputs")]
    [InlineData("sdk-resume")]
    public void The_guide_shows_each_as_it_was_run(string name)
    {
        var text = File.ReadAllText(Path.Join(Here(), "..", "..", "docs", "guides", "sdk.md")).ReplaceLineEndings("\n");
        var start = text.IndexOf($"<!-- snippet: {name} -->\n```csharp\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"the guide has no <!-- snippet: {name} -->");
        var code = text.IndexOf("```csharp\n", start, StringComparison.Ordinal) + "```csharp\n".Length;
        Assert.Equal(Snippet(name), text[code..text.IndexOf("\n```", code, StringComparison.Ordinal)]);
    }

    private static string Snippet(string name) => string.Join('\n',
        File.ReadLines(Path.Join(Here(), "RunGuideSnippets.cs"))
            .SkipWhile(line => line.Trim() != $"// snippet: {name}").Skip(1)
            .TakeWhile(line => line.Trim() != "// endsnippet")
            .Select(line => line.Length > 8 ? line[8..] : ""));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
