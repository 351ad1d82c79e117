using System.Globalization;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;

namespace Tracking.Benchmarks.Server;

/// <summary>Time from the start of the process to the first good /health, and memory after each kind of load.</summary>
internal static class StartBenchmark
{
    private const int Starts = 7;
    private const int Clients = 16;
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var place = await StorePlace.NewAsync(context);
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var started = await ServerProcess.StartAsync(place, context.Stop);
            times.Add(started.StartTime.TotalMilliseconds);
        }

        var table = new ResultTable("what", "ours", "MLflow", "goal");
        table.Add("first start, empty database, ms", Whole(times[0]), Whole(MlflowFigures.StartMs), "1,000");
        table.Add("start, median, ms", Whole(Rounds.Median(times)), "", "1,000");
        await using var server = await ServerProcess.StartAsync(place, context.Stop);
        AddMemory(table, "after start", server);
        foreach (var (name, load) in Loads(server))
        {
            await ClosedLoop.RunAsync(server.Address, load, LoadTime);
            AddMemory(table, name, server);
        }

        await Task.Delay(Rest, TimeProvider.System, context.Stop);
        AddMemory(table, $"{Rest.TotalSeconds:F0} s after the load", server);
        await table.WriteToAsync(context.Output);
    }

    private static IEnumerable<(string Name, RequestSource[] Load)> Loads(ServerProcess server)
    {
        var runs = Enumerable.Range(0, Clients).Select(_ => server.CreateRun()).ToList();
        yield return ("after log-metric", [.. runs.Select(LogRequests.Metrics)]);
        yield return ("after log-batch of 1,000", [.. runs.Take(4).Select(run => LogRequests.Batches(run, 1_000, 5))]);
        var create = WireRequest.Post("runs/create", """{"experiment_id":"0","tags":[{"key":"a","value":"b"}]}""");
        yield return ("after runs/create", [.. runs.Select<string, RequestSource>(_ => _ => create)]);
        var page = WireRequest.Post("runs/search", """{"experiment_ids":["0"],"max_results":1000}""");
        yield return ("after pages of 1,000 runs", [.. runs.Take(8).Select<string, RequestSource>(_ => _ => page)]);
        var history = WireRequest.Get($"api/2.0/mlflow/metrics/get-history?run_id={runs[0]}&metric_key=train/metric_0");
        yield return ("after whole histories", [.. runs.Take(8).Select<string, RequestSource>(_ => _ => history)]);
    }

    private static void AddMemory(ResultTable table, string when, ServerProcess server) => table.Add(
        $"memory {when}, MiB: RSS (anonymous)",
        $"{Whole(server.MemoryMiB("VmRSS"))} ({Whole(server.MemoryMiB("RssAnon"))})",
        Whole(MlflowFigures.MemoryMiB),
        "150");

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
