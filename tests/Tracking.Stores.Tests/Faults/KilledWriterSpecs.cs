using Tracking.TestKit;

namespace Tracking.Stores.Tests.Faults;

public sealed class KilledWriterSpecs
{
    private const int PointsPerBatch = WriterProcess.PointsPerBatch;

    [Fact]
    public async Task Every_acknowledged_batch_survives_repeated_kills_whole_and_the_file_is_sound()
    {
        using var folder = new TempFolder();
        var database = folder["tracking.db"];
        var acknowledged = new List<(string RunId, int Batch)>();
        for (var kill = 0; kill < 5; kill++)
        {
            var firstBatch = acknowledged.Count == 0 ? 0 : acknowledged.Max(one => one.Batch) + 10;
            acknowledged.AddRange(await WriterProcess.WriteUntilKilledAsync(
                database, firstBatch, killAfterLines: 40 + (kill * 37)));

            await using var stores = await OpenAsync(database);
            await AssertPresentAsync(stores, acknowledged);
        }
    }

    private static async Task AssertPresentAsync(TrackingStores stores, List<(string RunId, int Batch)> acknowledged)
    {
        foreach (var run in acknowledged.GroupBy(one => one.RunId))
        {
            var history = await stores.Metrics.GetHistoryAsync(run.Key, "loss", null, null, Patience.Token());
            var steps = history.Items.Select(point => point.Step).ToHashSet();
            Assert.All(run, one => Assert.All(
                Enumerable.Range(one.Batch * PointsPerBatch, PointsPerBatch), step => Assert.Contains(step, steps)));

            // Also what was not acknowledged is there whole or not at all.
            Assert.Equal(0, history.Items.Count % PointsPerBatch);
            Assert.Equal(history.Items.Count, steps.Count);
            var logged = await stores.Runs.GetAsync(run.Key, Patience.Token());
            Assert.Equal(history.Items.Count / PointsPerBatch, logged.Params.Count);
            Assert.Equal(history.Items.Max(point => point.Step), Assert.Single(logged.Metrics).Point.Step);
        }

        Assert.Equal("ok", await stores.Database.ReadAsync(
            session =>
            {
                using var check = session.Prepare("PRAGMA integrity_check");
                check.Step();
                return check.Text(0);
            },
            Patience.Token()));
    }

    private static Task<TrackingStores> OpenAsync(string database) =>
        TrackingStores.OpenAsync(new SqliteStoreConfig(database), TimeProvider.System, Patience.Token());
}
