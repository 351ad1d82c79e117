using Tracking.Contracts.Runs;
using Tracking.Guides;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Guides;

[Collection(GuideCollection.Name)]
public sealed class StartGuideSpecs
{
    [Fact]
    public async Task The_program_finds_the_line_and_records_how()
    {
        await using var server = await GuideServer.StartAsync();

        await StartGuide.RunAsync();

        var experiment = await server.Client.Experiments.FindAsync("line");
        var run = await server.Client.Runs.SearchAsync([experiment!.ExperimentId!]).SingleAsync();
        Assert.Equal(("first try", RunStatus.Finished), (run.Info!.RunName, run.Info.Status));
        Assert.Equal(200, await server.Client.Metrics.GetHistoryAsync(run.Info.RunId!, "loss").CountAsync());
        using var folder = new TempFolder();
        var line = await server.Client.Artifacts.DownloadAsync(run.Info.RunId!, "line.txt", folder["out"]);
        Assert.Equal("y = 2.00 x + 1.02", await File.ReadAllTextAsync(line));
    }

    [ProgramFact("bash")]
    public async Task The_commands_work_from_top_to_bottom()
    {
        await using var server = await GuideServer.StartAsync();
        await StartGuide.RunAsync();

        var shell = await GuideShell.RunAsync("docs/guides/start.md");

        Assert.True(shell.Code == 0, shell.Errors);
        Assert.Contains("first try", shell.Output);
        Assert.Contains("y = 2.00 x + 1.02", shell.Output);
    }
}
