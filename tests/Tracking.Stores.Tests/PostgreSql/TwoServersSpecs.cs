using Tracking.Stores.Tests.Faults;
using Tracking.TestKit;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.PostgreSql;

[RequiresPostgres]
public sealed class TwoServersSpecs
{
    private const int PointsPerBatch = WriterProcess.PointsPerBatch;

    [Fact]
    public async Task Two_processes_that_write_the_same_runs_and_are_killed_lose_nothing_they_acknowledged()
    {
        await using var database = await PostgresTestDatabase.CreateAsync();

        var written = await Task.WhenAll(
            WriterProcess.WriteUntilKilledAsync(database.Uri, firstBatch: 0, killAfterLines: 150),
            WriterProcess.WriteUntilKilledAsync(database.Uri, firstBatch: 0, killAfterLines: 190));

        await using var stores = await TrackingStores.OpenAsync(database.Config, TimeProvider.System, Patience.Token());
        foreach (var run in written.SelectMany(lines => lines).Distinct().GroupBy(line => line.RunId))
        {
            var history = await stores.Metrics.GetHistoryAsync(run.Key, "loss", null, null, Patience.Token());
            var steps = history.Items.Select(point => point.Step).ToHashSet();
            Assert.All(run, line => Assert.All(
                Enumerable.Range(line.Batch * PointsPerBatch, PointsPerBatch), step => Assert.Contains(step, steps)));
            Assert.Equal(steps.Count, history.Items.Count);

            // Also what was not acknowledged is there whole or not at all.
            Assert.Equal(0, steps.Count % PointsPerBatch);
            var logged = await stores.Runs.GetAsync(run.Key, Patience.Token());
            Assert.Equal(steps.Count / PointsPerBatch, logged.Params.Count);
            Assert.Equal(history.Items.Max(point => point.Step), Assert.Single(logged.Metrics).Point.Step);
        }

        Assert.Equal([0L], await database.QueryAsync<long>(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }
}
