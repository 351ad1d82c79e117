using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Client.Hosting.Tests;

/// <summary>In the same collection as what reads and changes the environment.</summary>
[Collection(nameof(AddTrackingSpecs))]
public sealed class GuideSpecs
{
    [Fact]
    public async Task The_example_of_the_guide_leaves_a_run_with_metrics_traces_and_a_log()
    {
        await using var server = await RunningTrackingServer.StartAsync();
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_URI", server.Address.ToString());
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:0");
        try
        {
            await Patience.For(GuideSnippets.RunAsync(), "the end of the example");
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLFLOW_TRACKING_URI", null);
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        }

        await using var client = new TrackingClient(server.Address.ToString());
        var experiment = await client.Experiments.FindAsync("nightly");
        var run = Assert.Single(await client.Runs.SearchAsync([experiment!.ExperimentId!]).ToListAsync());
        var metrics = run.Data!.Metrics!.ToDictionary(each => each.Key!, each => each.Value);
        Assert.Equal((RunStatus.Finished, 1.0, 3.0),
            (run.Info!.Status, metrics["progress"], metrics["batch_seconds/count"]));
        Assert.Contains(metrics.Keys, name => name.StartsWith("dotnet.gc.", StringComparison.Ordinal));
        Assert.Equal(3, await client.Traces.SearchAsync([experiment!.ExperimentId!]).CountAsync());
        using var folder = new TempFolder();
        var logs = await client.Artifacts.DownloadAsync(run.Info.RunId!, "logs", folder["logs"]);
        var log = await File.ReadAllTextAsync(Directory.GetFiles(logs, "*", SearchOption.AllDirectories).Single());
        Assert.Matches(@"info Tracking\S+NightlyTraining .*: epoch 2 is done\n", log);
    }
}
