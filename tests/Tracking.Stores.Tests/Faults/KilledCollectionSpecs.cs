using System.Diagnostics;
using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Maintenance;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Faults;

public sealed class KilledCollectionSpecs : IDisposable
{
    private const int Runs = 200;

    // How many lines the process may be ahead of its reader: it is killed at work, and before its end.
    private const int Ahead = 3;

    private readonly TempFolder _folder = new();

    private string Database => _folder["tracking.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_a_killed_collection_left_is_whole_in_the_trash_or_gone_and_the_next_one_finishes()
    {
        await FillTrashAsync();
        for (var kill = 0; kill < 5; kill++)
        {
            Assert.False(await CollectAsync(killAfterLines: 7 + (kill * 13)));
            await AssertNothingIsHalfThereAsync();
        }

        Assert.True(await CollectAsync(killAfterLines: int.MaxValue));
        Assert.Equal(0, await AssertNothingIsHalfThereAsync());
        Assert.Empty(Directory.GetDirectories(_folder["artifacts"]));
        var check = await StoreMaintenance.CheckAsync(StoreUri.Parse(Database), Patience.Token());
        Assert.Empty(check.Problems);
    }

    private async Task FillTrashAsync()
    {
        await using var stores = await OpenAsync();
        await stores.Experiments.EnsureDefaultAsync("mlflow-artifacts:/", Patience.Token());
        for (var i = 0; i < Runs; i++)
        {
            var id = $"run{i}";
            await stores.Runs.CreateAsync(new NewRun(id, 0, "user", "name", 0, []), Patience.Token());
            var points = Enumerable.Range(0, 300).Select(
                step => new LoggedMetric("loss", new MetricPoint(step, step, step)));
            await stores.Runs.LogAsync(new RunBatch(id, [.. points], [], []), Patience.Token());
            await stores.Runs.DeleteAsync(id, Patience.Token());
            _folder.Write($"artifacts/{id}/model/file", "x");
        }
    }

    /// <summary>Whether it came to its end.</summary>
    private async Task<bool> CollectAsync(int killAfterLines)
    {
        string[] arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "Tracking.Stores.Tests.Writer.dll"), "gc", Database,
            _folder["artifacts"],
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        if (killAfterLines == int.MaxValue)
        {
            process.StandardInput.Close();
        }
        else
        {
            await GrantAsync(process, Ahead);
        }

        for (var lines = 1; await process.StandardOutput.ReadLineAsync(Patience.Token()) is not null; lines++)
        {
            if (lines == killAfterLines)
            {
                process.Kill();
            }
            else if (lines < killAfterLines && killAfterLines < int.MaxValue)
            {
                await GrantAsync(process, 1);
            }
        }

        await process.WaitForExitAsync(Patience.Token());
        return process.ExitCode == 0;
    }

    private static async Task GrantAsync(Process process, int lines)
    {
        await process.StandardInput.WriteAsync(new string('.', lines));
        await process.StandardInput.FlushAsync();
    }

    /// <summary>How many runs are left.</summary>
    private async Task<int> AssertNothingIsHalfThereAsync()
    {
        await using var stores = await OpenAsync();
        var left = 0;
        for (var i = 0; i < Runs; i++)
        {
            try
            {
                var run = await stores.Runs.GetAsync($"run{i}", Patience.Token());
                Assert.Equal(LifecycleStage.Deleted, run.Info.Lifecycle);
                var history = await stores.Metrics.GetHistoryAsync($"run{i}", "loss", null, null, Patience.Token());
                Assert.Equal(300, history.Items.Count);
                Assert.True(File.Exists(_folder["artifacts", $"run{i}", "model", "file"]));
                left++;
            }
            catch (TrackingException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
            {
                // Gone; its files may wait for the next collection.
            }
        }

        return left;
    }

    private Task<TrackingStores> OpenAsync() =>
        TrackingStores.OpenAsync(new SqliteStoreConfig(Database), TimeProvider.System, Patience.Token());
}
