using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Faults;

public sealed class DiskFullSpecs
{
    private const int PageBytes = 4_096;

    [Fact]
    public async Task Full_disk_refuses_writes_loses_nothing_and_writing_goes_on_when_there_is_space()
    {
        using var folder = new TempFolder();
        var deadline = Patience.Token();
        var config = await AlmostFullAsync(folder["tracking.db"], deadline);
        await using var stores = await TrackingStores.OpenAsync(config, TimeProvider.System, deadline);
        await stores.Experiments.EnsureDefaultAsync("root:/", deadline);
        await stores.Runs.CreateAsync(new NewRun("r", 0, "u", "n", 0, []), deadline);

        var written = 0;
        var refusal = await Assert.ThrowsAsync<TrackingException>(async () =>
        {
            while (true)
            {
                await stores.Runs.LogAsync(BatchOf(written), deadline);
                written++;
            }
        });
        Assert.Equal(ErrorCode.TemporarilyUnavailable, refusal.Code);
        Assert.EndsWith("nothing was written: the disk is full; free space, then retry.", refusal.Message);
        await AssertHoldsAsync(stores, written);

        await stores.Database.WriteAsync(
            session => session.Statement("PRAGMA max_page_count = 100000").Run(), deadline);
        await stores.Runs.LogAsync(BatchOf(written), deadline);
        await AssertHoldsAsync(stores, written + 1);
    }

    /// <summary>A file that may grow a little beyond its empty tables.</summary>
    private static async Task<SqliteStoreConfig> AlmostFullAsync(string path, CancellationToken cancellationToken)
    {
        var config = new SqliteStoreConfig(path);
        await (await TrackingStores.OpenAsync(config, TimeProvider.System, cancellationToken)).DisposeAsync();
        return config with { PagesMax = (new FileInfo(path).Length / PageBytes) + 40 };
    }

    /// <summary>The refused batch left neither its param nor its points.</summary>
    private static async Task AssertHoldsAsync(TrackingStores stores, int batches)
    {
        var run = await stores.Runs.GetAsync("r", Patience.Token());
        var history = await stores.Metrics.GetHistoryAsync("r", "m", null, null, Patience.Token());
        Assert.Equal(batches, run.Params.Count);
        Assert.Equal(batches * 10, history.Items.Count);
    }

    private static RunBatch BatchOf(int number) => new(
        "r",
        [.. Enumerable.Range(number * 10, 10).Select(i => new LoggedMetric("m", new MetricPoint(i, i, i)))],
        [new Param($"p{number}", new string('x', 3_000))],
        []);
}
