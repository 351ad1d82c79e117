using Tracking.Guides;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Guides;

[Collection(GuideCollection.Name)]
public sealed class CliGuideSpecs
{
    [ProgramFact("bash")]
    public async Task The_commands_work_from_top_to_bottom()
    {
        await using var server = await GuideServer.StartAsync();
        await StartGuide.RunAsync();

        var shell = await GuideShell.RunAsync("docs/guides/cli.md");

        Assert.True(shell.Code == 0, shell.Errors);
        Assert.Equal("imported", (await server.Client.Runs.SearchAsync(["2"]).SingleAsync()).Info!.RunName);
    }
}
