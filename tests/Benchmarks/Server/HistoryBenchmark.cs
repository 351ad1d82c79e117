using System.Globalization;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;

namespace Tracking.Benchmarks.Server;

/// <summary>Metric histories: whole, as charts, and a zoom; of 100,000 and of 5 million points.</summary>
internal static class HistoryBenchmark
{
    private const int Short = 100_000;
    private const int Long = 5_000_000;
    private const double ChartGoal = 200;

    public static async Task RunAsync(BenchmarkContext context)
    {
        var table = new ResultTable("request", "points", "p50 ms", "MLflow ms", "times faster", "goal", "RSS MiB");
        foreach (var points in new[] { Short, Long })
        {
            await using var place = await PointsData.OpenSeriesAsync(context, points);
            await using var server = await ServerProcess.StartAsync(place, context.Stop);
            await server.WarmUpAsync(Chart(""));
            var isShort = points == Short;
            Add(table, server, "chart, 320 points", points, Chart(""), 40, (MlflowFigures.ChartMs, isShort));
            var (from, to) = (points / 2, (points / 2) + (points / 20));
            var zoom = Chart(string.Create(CultureInfo.InvariantCulture, $"&start_step={from}&end_step={to}"));
            Add(table, server, "zoom to a 20th", points, zoom, 40, (MlflowFigures.ChartMs, isShort));
            var full = Chart(string.Create(CultureInfo.InvariantCulture, $"&start_step={from}&end_step={from + 299}"));
            Add(table, server, "zoom to 300 points", points, full, 40, (MlflowFigures.ChartMs, isShort));
            Add(table, server, "whole", points, Whole, isShort ? 9 : 3, (MlflowFigures.Read100KPointsMs, isShort));
        }

        await table.WriteToAsync(context.Output);
    }

    private static byte[] Whole => WireRequest.Get(
        $"api/2.0/mlflow/metrics/get-history?run_id={PointsData.LongRun}&metric_key={PointsData.Key}");

    private static byte[] Chart(string range) => WireRequest.Get(
        $"ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?run_ids={PointsData.LongRun}" +
        $"&metric_key={PointsData.Key}&max_results=320{range}");

    private static void Add(
        ResultTable table,
        ServerProcess server,
        string name,
        int points,
        byte[] request,
        int count,
        (double MlflowMs, bool IsKnown) mlflow)
    {
        var ms = Rounds.Median(ClosedLoop.Time(server.Address, request, count, warmUps: count / 3));
        table.Add(
            name,
            points.ToString("N0", CultureInfo.InvariantCulture),
            ResultTable.Number(ms),
            mlflow.IsKnown ? ResultTable.Number(mlflow.MlflowMs) : "",
            mlflow.IsKnown ? MlflowFigures.Times(mlflow.MlflowMs, ms) : "",
            mlflow.IsKnown && name.StartsWith("chart", StringComparison.Ordinal) ? $"x {ChartGoal}" : "",
            ResultTable.Number(server.MemoryMiB("VmRSS")));
    }
}
