using Tracking.Client.Spool;
using Tracking.Contracts.Runs;
using Tracking.Guides;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Guides;

[Collection(GuideCollection.Name)]
public sealed class OfflineGuideSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public OfflineGuideSpecs() => Environment.SetEnvironmentVariable("TRACKING_SPOOL_DIR", _folder["spool"]);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("TRACKING_SPOOL_DIR", null);
        Environment.SetEnvironmentVariable("TRACKING_MODE", null);
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_logged_offline_is_delivered_once()
    {
        await LogOfflineAsync();
        await using var server = await GuideServer.StartAsync();

        var spool = Assert.Single((await OfflineGuide.SyncAsync()).Runs);

        Assert.Equal(SpoolRunOutcome.Delivered, spool.Outcome);
        Assert.Empty((await OfflineGuide.SyncAsync()).Runs);
        var run = await server.Client.Runs.GetAsync(spool.RunId!);
        Assert.Equal(("night", RunStatus.Finished), (run.Info!.RunName, run.Info.Status));
        Assert.Equal(1_000, await server.Client.Metrics.GetHistoryAsync(spool.RunId!, "loss").CountAsync());
    }

    [ProgramFact("bash")]
    public async Task The_commands_deliver_it_too()
    {
        await LogOfflineAsync();
        await using var server = await GuideServer.StartAsync();

        var shell = await GuideShell.RunAsync("docs/guides/offline.md");

        Assert.True(shell.Code == 0, shell.Errors);
        Assert.Contains("1 delivered, 0 in use, 0 left.", shell.Output);
    }

    [Fact]
    public async Task Options_choose_folder_and_bounds()
    {
        var problems = new List<LoggingProblem>();
        await using (var client = OfflineGuide.Choose(_folder["chosen"], problems))
        await using (var run = await client.StartRunAsync("cluster"))
        {
            run.LogMetric("loss", 1);
        }

        Assert.Empty(problems);
        Assert.NotEmpty(Directory.GetFileSystemEntries(_folder["chosen"]));
    }

    private static async Task LogOfflineAsync()
    {
        Environment.SetEnvironmentVariable("TRACKING_MODE", "offline");
        await OfflineGuide.LogAsync();
        Environment.SetEnvironmentVariable("TRACKING_MODE", null);
    }
}
