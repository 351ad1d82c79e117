using System.Runtime.CompilerServices;
using Tracking.Contracts.Runs;
using Tracking.Models.Uris;

namespace Tracking.Client.Tests;

public class ReadmeSpecs : ServerFixture
{
    [Fact]
    public async Task The_example_runs_and_leaves_a_finished_run_and_a_champion()
    {
        var before = Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI");
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_URI", Server.Address.ToString());
        try
        {
            await ReadmeSnippet.RunAsync(WriteModel());
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLFLOW_TRACKING_URI", before);
        }

        var champion = await Client.Models.ResolveAsync(ModelUri.Parse("models:/digits-classifier@champion"));
        var run = await Client.Runs.GetAsync(champion.RunId!);
        Assert.Equal(("first try", RunStatus.Finished), (run.Info!.RunName, run.Info.Status));
        Assert.Equal(20, await Client.Metrics.GetHistoryAsync(champion.RunId!, "loss").CountAsync());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/guides/sdk.md")]
    [InlineData("nuget/readme/Tracking.Client.md")]
    public void Every_page_shows_the_example_as_it_was_run(string page)
    {
        var text = File.ReadAllText(Path.Join(Root(), page)).ReplaceLineEndings("\n");
        var start = text.IndexOf("<!-- snippet: sdk -->", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{page} has no <!-- snippet: sdk -->");
        var fence = text.IndexOf("```csharp\n", start, StringComparison.Ordinal) + "```csharp\n".Length;
        Assert.Equal(Snippet(), text[fence..text.IndexOf("\n```", fence, StringComparison.Ordinal)]);
    }

    private static string Snippet([CallerFilePath] string here = "")
    {
        var lines = File.ReadLines(Path.Join(Path.GetDirectoryName(here), "ReadmeSnippet.cs"))
            .SkipWhile(line => line.Trim() != "// snippet: sdk").Skip(1)
            .TakeWhile(line => line.Trim() != "// endsnippet")
            .Select(line => line.Length > 8 ? line[8..] : "");
        return string.Join('\n', lines);
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "..", ".."));
}
