using System.Globalization;
using System.Text.Json;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;

namespace Tracking.Benchmarks.Server;

/// <summary>How the cost of runs/search grows with the experiment; the sizes take turns.</summary>
internal static class SearchGrowthBenchmark
{
    private const int RoundsCount = 9;
    private const int PageSize = 100;
    private const int WalkPageSize = 1_000;
    private static readonly string[] ExperimentIds = ["0"];
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    private static readonly Query[] Queries =
    [
        new("default order", "", []),
        new("default order, deep", "", [], IsDeep: true),
        new("filter, ordered by metric", "metrics.acc > 0.5 AND params.opt = 'adam'", ["metrics.acc DESC"]),
        new("filter, ordered by metric, deep", "metrics.acc > 0.5 AND params.opt = 'adam'", ["metrics.acc DESC"], true),
        new("metric, LIKE and tag, by metric", "metrics.acc > 0.2 AND params.model LIKE 'resnet%' AND " +
            "tags.stage = 'ready'", ["metrics.acc DESC"]),
        new("metric ascending", "", ["metrics.loss ASC"]),
        new("rare value, by metric", "params.group = '7'", ["metrics.acc DESC"]),
        new("param of 97 values", "", ["params.lr ASC"]),
        new("run_name", "", ["attributes.run_name ASC"]),
        new("run_name, deep", "", ["attributes.run_name ASC"], true),
        new("end_time DESC", "", ["attributes.end_time DESC"]),
        new("start_time ASC", "", ["attributes.start_time ASC"]),
        new("status", "", ["attributes.status ASC"]),
        new("tag of 4 values", "", ["tags.stage ASC"]),
        new("tag of 4 values, deep", "", ["tags.stage ASC"], true),
        new("two keys: tag, metric", "", ["tags.stage ASC", "metrics.acc DESC"]),
        new("two keys: metric, param", "", ["metrics.acc DESC", "params.lr ASC"]),
        new("two keys: run_name, metric", "", ["attributes.run_name ASC", "metrics.acc DESC"]),
    ];

    public static async Task RunAsync(BenchmarkContext context)
    {
        var places = new List<StorePlace>();
        var servers = new List<ServerProcess>();
        try
        {
            foreach (var size in Sizes)
            {
                places.Add(await RunsData.OpenAsync(context, size));
                servers.Add(await ServerProcess.StartAsync(places[^1], context.Stop));
                await servers[^1].WarmUpAsync(
                    RequestOf(Queries[0], PageSize, pageToken: null), RequestOf(Queries[2], PageSize, pageToken: null));
            }

            var table = new ResultTable("pages of 100, ms", "1 k", "10 k", "100 k", "100 k / 10 k");
            foreach (var query in Queries)
            {
                await AddAsync(table, query, servers);
            }

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

    private static async Task AddAsync(ResultTable table, Query query, List<ServerProcess> servers)
    {
        var requests = servers.Select(server => RequestOf(query, PageSize, TokenOf(server, query))).ToList();
        var times = await Rounds.MediansAsync(
            RoundsCount,
            [
                .. servers.Select<ServerProcess, Func<Task<double>>>((server, i) =>
                    () => Task.FromResult(Rounds.Median(ClosedLoop.Time(server.Address, requests[i], 9, 1)))),
            ]);
        table.Add(
            [
                query.Name,
                .. times.Select(ResultTable.Number),
                (times[2] / times[1]).ToString("F2", CultureInfo.InvariantCulture),
            ]);
    }

    /// <summary>The token in the middle of the results; null for the first page.</summary>
    private static string? TokenOf(ServerProcess server, Query query)
    {
        if (!query.IsDeep)
        {
            return null;
        }

        using var connection = new WireConnection(server.Address);
        var tokens = new List<string?> { null };
        do
        {
            using var json = JsonDocument.Parse(connection.Fetch(RequestOf(query, WalkPageSize, tokens[^1])));
            var next = json.RootElement.TryGetProperty("next_page_token", out var token) ? token.GetString() : null;
            tokens.Add(string.IsNullOrEmpty(next) ? null : next);
        }
        while (tokens[^1] is not null);

        // One page of results has no middle: its own pages of the measured size have.
        return tokens.Count > 2 ? tokens[tokens.Count / 2] : FirstToken(connection, query);
    }

    private static string? FirstToken(WireConnection connection, Query query)
    {
        using var json = JsonDocument.Parse(connection.Fetch(RequestOf(query, PageSize, null)));
        return json.RootElement.TryGetProperty("next_page_token", out var token) ? token.GetString() : null;
    }

    private static byte[] RequestOf(Query query, int maxResults, string? pageToken) => WireRequest.Post(
        "runs/search",
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            experiment_ids = ExperimentIds,
            filter = query.Filter,
            order_by = query.OrderBy,
            max_results = maxResults,
            page_token = pageToken,
        }));

    private sealed record Query(string Name, string Filter, string[] OrderBy, bool IsDeep = false);
}
