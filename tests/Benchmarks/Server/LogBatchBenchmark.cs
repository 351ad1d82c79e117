using System.Diagnostics;
using System.Globalization;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;
using Tracking.Benchmarks.Stores;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Server;

/// <summary>
/// log-batch of 10, 100 and 1,000 points, in turns with bare SQLite that inserts the same points by a prepared
/// statement with the same durability, a transaction per batch.
/// </summary>
internal static class LogBatchBenchmark
{
    private const int RoundsCount = 5;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1.5);

    private static readonly Case[] Cases =
    [
        new(10, 10, 1, MlflowFigures.Batch10PointsPerSecond, 10),
        new(10, 10, 20, MlflowFigures.Batch10PointsPerSecond, 10),
        new(100, 100, 8, MlflowFigures.Batch100PointsPerSecond, 10),
        new(1_000, 5, 1, MlflowFigures.Batch1000PointsPerSecond, 20),
        new(1_000, 5, 4, MlflowFigures.Batch1000PointsPerSecond, 20),
    ];

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var place = await StorePlace.NewAsync(context);
        await using var server = await ServerProcess.StartAsync(place, context.Stop);
        using var folder = new TempFolder();
        using var text = new TextRowInserts(folder["text.db"]);
        using var raw = new RawInserts(folder["raw.db"]);
        var table = new ResultTable(
            "points x keys", "clients", "points/s", "p50 ms", "p99 ms", "times MLflow", "goal", "bare SQLite points/s",
            "of bare", "of bare, raw API");
        foreach (var one in Cases)
        {
            await MeasureAsync(one, server, table, text, raw);
        }

        await table.WriteToAsync(context.Output);
    }

    private static async Task MeasureAsync(
        Case one, ServerProcess server, ResultTable table, TextRowInserts text, RawInserts raw)
    {
        var numbers = new long[one.Clients];
        var load = Enumerable.Range(0, one.Clients).Select(i => Continue(server.CreateRun(), one, numbers, i)).ToList();
        var latest = new LoopResult(0, 0, 0);
        var rates = await Rounds.MediansAsync(
            RoundsCount,
            async () => (latest = await ClosedLoop.RunAsync(server.Address, load, Turn)).PerSecond * one.Points,
            () => Task.FromResult(BareRate(one, number => text.Write("run", number))),
            () => Task.FromResult(BareRate(one, raw.Write)));
        table.Add(
            string.Create(CultureInfo.InvariantCulture, $"{one.Points} x {one.Keys}"),
            one.Clients.ToString(CultureInfo.InvariantCulture),
            ResultTable.Number(rates[0]),
            ResultTable.Number(latest.P50Ms),
            ResultTable.Number(latest.P99Ms),
            MlflowFigures.Times(rates[0], one.Mlflow),
            $"x {one.Goal}",
            ResultTable.Number(rates[1]),
            ResultTable.Number(rates[0] / rates[1]),
            ResultTable.Number(rates[0] / rates[2]));
    }

    private static RequestSource Continue(string runId, Case one, long[] numbers, int client)
    {
        var source = LogRequests.Batches(runId, one.Points, one.Keys);
        return _ => source(numbers[client]++);
    }

    private static double BareRate(Case one, Action<IReadOnlyList<Core.Metrics.LoggedMetric>> write)
    {
        // Made before the clock starts: the client of the server makes its JSON beside the server's work.
        var batches = Enumerable.Range(0, 32).Select(i => LogRequests.PointsOf(i, one.Points, one.Keys)).ToList();
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(start) < Turn; count++)
        {
            write(batches[count % batches.Count]);
        }

        return count * one.Points / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed record Case(int Points, int Keys, int Clients, double Mlflow, int Goal);
}
