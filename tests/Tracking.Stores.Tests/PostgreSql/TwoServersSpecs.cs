using System.Diagnostics;
using System.Globalization;
using Tracking.TestKit;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.PostgreSql;

[RequiresPostgres]
public sealed class TwoServersSpecs
{
    private const int Clients = 4;
    private const int PointsPerBatch = 50;

    [Fact]
    public async Task Two_processes_that_write_the_same_runs_and_are_killed_lose_nothing_they_acknowledged()
    {
        await using var database = await PostgresTestDatabase.CreateAsync();

        var written = await Task.WhenAll(
            WriteUntilKilledAsync(database.Uri, killAfterLines: 150),
            WriteUntilKilledAsync(database.Uri, killAfterLines: 190));

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

    private static async Task<List<(string RunId, int Batch)>> WriteUntilKilledAsync(string uri, int killAfterLines)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "exec", Path.Combine(AppContext.BaseDirectory, "Tracking.Stores.Tests.Writer.dll"), uri, $"{Clients}",
                "0",
            },
        };
        using var process = Process.Start(start)!;
        var acknowledged = new List<(string RunId, int Batch)>();
        while (await process.StandardOutput.ReadLineAsync(Patience.Token()) is { } line)
        {
            var parts = line.Split(' ');
            if (parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var batch))
            {
                acknowledged.Add(($"run-{parts[0]}", batch));
            }

            if (acknowledged.Count == killAfterLines)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(Patience.Token());
        Assert.True(acknowledged.Count >= killAfterLines, await process.StandardError.ReadToEndAsync());
        return acknowledged;
    }
}
