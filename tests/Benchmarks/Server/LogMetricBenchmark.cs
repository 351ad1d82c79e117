using System.Diagnostics;
using System.Globalization;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;
using Tracking.Benchmarks.Serving;
using Tracking.Benchmarks.Stores;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Server;

/// <summary>
/// log-metric by 1, 8 and 64 clients, in turns with two limits: bare Kestrel that echoes the same requests, and bare
/// SQLite that commits one row at a time with the same durability.
/// </summary>
internal static class LogMetricBenchmark
{
    private const int RoundsCount = 5;
    private const double Goal = 20 * MlflowFigures.LogMetricPerSecond;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1.5);

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var place = await StorePlace.NewAsync(context);
        await using var server = await ServerProcess.StartAsync(place, context.Stop);
        await using var echo = await EchoHost.StartAsync(context.Stop);
        using var folder = new TempFolder();
        using var bare = new TextRowInserts(folder["bare.db"]);
        var table = new ResultTable(
            "clients", "log-metric/s", "p50 ms", "p99 ms", "times MLflow", "goal", "echo/s", "bare commits/s");
        foreach (var clients in new[] { 1, 8, 64 })
        {
            var numbers = new long[clients];
            var load = Enumerable.Range(0, clients).Select(i => Continue(server.CreateRun(), numbers, i)).ToList();
            var latest = new LoopResult(0, 0, 0);
            var rates = await Rounds.MediansAsync(
                RoundsCount,
                async () => (latest = await ClosedLoop.RunAsync(server.Address, load, Turn)).PerSecond,
                async () => (await ClosedLoop.RunAsync(echo.Address, load, Turn)).PerSecond,
                () => Task.FromResult(Commits(bare)));
            table.Add(
                clients.ToString(CultureInfo.InvariantCulture),
                ResultTable.Number(rates[0]),
                ResultTable.Number(latest.P50Ms),
                ResultTable.Number(latest.P99Ms),
                MlflowFigures.Times(rates[0], MlflowFigures.LogMetricPerSecond),
                ResultTable.Number(Goal),
                ResultTable.Number(rates[1]),
                ResultTable.Number(rates[2]));
        }

        await table.WriteToAsync(context.Output);
    }

    /// <summary>Goes on counting from one turn to the next, so that every point is new.</summary>
    private static RequestSource Continue(string runId, long[] numbers, int client)
    {
        var source = LogRequests.Metrics(runId);
        return _ => source(numbers[client]++);
    }

    private static double Commits(TextRowInserts bare)
    {
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(start) < Turn; count++)
        {
            bare.Write("run", LogRequests.PointsOf(count, 1, 1));
        }

        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
