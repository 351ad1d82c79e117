using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

/// <summary>Processes that go on with one run at the same time, such as the ranks of one training.</summary>
public class SharedRunSpecs : ServerFixture
{
    private const int Points = 20_000;

    [Fact]
    public async Task Two_processes_that_go_on_with_one_run_at_once_both_arrive_whole_and_once()
    {
        await using var run = await Client.StartRunAsync();
        using var first = JobProcess.Resume(Server.Address, Folder["spool"], run.Id, "log", "0", $"{Points}");
        using var second = JobProcess.Resume(Server.Address, Folder["spool"], run.Id, "log", $"{Points}", $"{Points}");
        // Both have the run open before either logs.
        await Task.WhenAll(first.ReadUntilAsync("ready"), second.ReadUntilAsync("ready"));
        await Task.WhenAll(first.ContinueAsync(), second.ContinueAsync());
        await Task.WhenAll(first.SucceededAsync(), second.SucceededAsync());

        var points = await Client.Metrics.GetHistoryAsync(run.Id, "m").ToListAsync();
        var steps = points.Select(point => (int)point.Step!).ToList();
        Assert.Equal(Enumerable.Range(0, 2 * Points), steps.Order());
        Assert.Equal(Enumerable.Range(0, Points), steps.Where(step => step < Points));
        Assert.Equal(Enumerable.Range(Points, Points), steps.Where(step => step >= Points));
        Assert.Empty(Directory.GetFileSystemEntries(Folder["spool"]));
    }
}
