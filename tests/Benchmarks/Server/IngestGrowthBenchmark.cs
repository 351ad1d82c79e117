using System.Globalization;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;

namespace Tracking.Benchmarks.Server;

/// <summary>Writing into an experiment of 0, 1 million and 10 million points; the sizes take turns.</summary>
internal static class IngestGrowthBenchmark
{
    private const int RoundsCount = 5;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1.5);
    private static readonly int[] Sizes = [0, 1_000_000, 10_000_000];

    public static async Task RunAsync(BenchmarkContext context)
    {
        var places = new List<StorePlace>();
        var servers = new List<ServerProcess>();
        try
        {
            foreach (var size in Sizes)
            {
                places.Add(await OpenAsync(context, size));
                servers.Add(await ServerProcess.StartAsync(places[^1], context.Stop));
            }

            var table = new ResultTable("points/s", "empty", "1 M", "10 M", "10 M / empty");
            await AddAsync(table, "log-batch, 1,000 points, 4 clients", servers, 4, run =>
                LogRequests.Batches(run, 1_000, 5), 1_000);
            await AddAsync(table, "log-batch, 10 points, 20 clients", servers, 20, run =>
                LogRequests.Batches(run, 10, 10), 10);
            await AddAsync(table, "log-metric, 8 clients", servers, 8, LogRequests.Metrics, 1);
            await table.WriteToAsync(context.Output);
        }
        finally
        {
            foreach (var one in servers.Concat<IAsyncDisposable>(places))
            {
                await one.DisposeAsync();
            }
        }
    }

    private static async Task<StorePlace> OpenAsync(BenchmarkContext context, int points)
    {
        if (points == 0)
        {
            return await StorePlace.NewAsync(context);
        }

        await using var cached = await PointsData.OpenExperimentAsync(context, points);
        return await cached.CopyAsync(context.Stop);
    }

    private static async Task AddAsync(
        ResultTable table,
        string name,
        List<ServerProcess> servers,
        int clients,
        Func<string, RequestSource> source,
        int pointsPerRequest)
    {
        var rates = await Rounds.MediansAsync(
            RoundsCount, [.. servers.Select(server => SideOf(server, clients, source, pointsPerRequest))]);
        table.Add(
            [
                name,
                .. rates.Select(ResultTable.Number),
                (rates[2] / rates[0]).ToString("F2", CultureInfo.InvariantCulture),
            ]);
    }

    private static Func<Task<double>> SideOf(
        ServerProcess server, int clients, Func<string, RequestSource> source, int pointsPerRequest)
    {
        var numbers = new long[clients];
        var load = Enumerable.Range(0, clients).Select<int, RequestSource>(client =>
        {
            var requests = source(server.CreateRun());
            return _ => requests(numbers[client]++);
        }).ToList();
        return async () => (await ClosedLoop.RunAsync(server.Address, load, Turn)).PerSecond * pointsPerRequest;
    }
}
