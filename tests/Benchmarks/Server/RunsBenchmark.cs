using System.Globalization;
using System.Text.Json;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;
using Tracking.Benchmarks.Serving;

namespace Tracking.Benchmarks.Server;

/// <summary>Reads and creates runs of 10 metrics, 10 params and 5 tags; a bare echo is what a request costs.</summary>
internal static class RunsBenchmark
{
    private const int Runs = 1_000;
    private const int RoundsCount = 9;
    private const int CreatingClients = 8;

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var cached = await RunsData.OpenAsync(context, Runs);
        await using var place = await cached.CopyAsync(context.Stop);
        await using var server = await ServerProcess.StartAsync(place, context.Stop);
        await using var echo = await EchoHost.StartAsync(context.Stop);
        var table = new ResultTable("request", "p50 ms", "MLflow ms", "times faster", "goal", "echo ms");
        var runId = FirstRun(server);
        var get = WireRequest.Get($"api/2.0/mlflow/runs/get?run_id={runId}");
        await server.WarmUpAsync(get, PageOf(100), PageOf(1_000));
        await CompareAsync(table, "runs/get", get, server, echo, (100, MlflowFigures.GetRunMs, 6));
        await CompareAsync(
            table, "runs/search, 100 runs", PageOf(100), server, echo, (30, MlflowFigures.PageOf100Ms, 15));
        await CompareAsync(
            table, "runs/search, 1,000 runs", PageOf(1_000), server, echo, (10, MlflowFigures.PageOf1000Ms, 30));
        await table.WriteToAsync(context.Output);

        var create = WireRequest.Post(
            "runs/create",
            """{"experiment_id":"0","start_time":1700000000000,"tags":[{"key":"mlflow.user","value":"a"}]}""");
        foreach (var clients in new[] { 1, CreatingClients })
        {
            var load = Enumerable.Range(0, clients).Select<int, RequestSource>(_ => _ => create).ToList();
            var rates = await Rounds.MediansAsync(5, async () =>
                (await ClosedLoop.RunAsync(server.Address, load, TimeSpan.FromSeconds(1.5))).PerSecond);
            await context.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"runs/create, {clients} clients: {rates[0]:N0}/s, MLflow {MlflowFigures.CreateRunsPerSecond}/s, " +
                $"{MlflowFigures.Times(rates[0], MlflowFigures.CreateRunsPerSecond)}"));
        }
    }

    private static string FirstRun(ServerProcess server)
    {
        using var connection = new WireConnection(server.Address);
        using var json = JsonDocument.Parse(connection.Fetch(PageOf(1)));
        return json.RootElement.GetProperty("runs")[0].GetProperty("info").GetProperty("run_id").GetString()!;
    }

    private static byte[] PageOf(int runs) => WireRequest.Post(
        "runs/search",
        string.Create(CultureInfo.InvariantCulture, $"{{\"experiment_ids\":[\"0\"],\"max_results\":{runs}}}"));

    private static async Task CompareAsync(
        ResultTable table,
        string name,
        byte[] request,
        ServerProcess server,
        EchoHost echo,
        (int Count, double MlflowMs, double Goal) measure)
    {
        var small = WireRequest.Post("echo", "{}");
        var times = await Rounds.MediansAsync(
            RoundsCount,
            () => Task.FromResult(Rounds.Median(ClosedLoop.Time(server.Address, request, measure.Count, 1))),
            () => Task.FromResult(Rounds.Median(ClosedLoop.Time(echo.Address, small, measure.Count, 1))));
        table.Add(
            name,
            ResultTable.Number(times[0]),
            ResultTable.Number(measure.MlflowMs),
            MlflowFigures.Times(measure.MlflowMs, times[0]),
            $"x {measure.Goal}",
            times[1].ToString("F3", CultureInfo.InvariantCulture));
    }
}
