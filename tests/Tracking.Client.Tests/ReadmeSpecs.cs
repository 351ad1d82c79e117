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
}
