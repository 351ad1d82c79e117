using System.Text.Json;
using Tracking.TestKit;
using Tracking.TestKit.Postgres;

namespace Tracking.Server.Tests;

/// <summary>Two servers on one PostgreSQL, used through the API.</summary>
[RequiresPostgres]
public sealed class PostgresScenarioSpecs : IAsyncLifetime
{
    private PostgresTestDatabase _database = null!;
    private RunningTrackingServer _first = null!;
    private RunningTrackingServer _second = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresTestDatabase.CreateEmptyAsync();
        var servers = await Task.WhenAll(StartAsync(), StartAsync());
        (_first, _second) = (servers[0], servers[1]);
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_one_server_logs_the_other_finds_page_by_page()
    {
        for (var i = 0; i < 5; i++)
        {
            var id = await _first.Client.NewRunAsync();
            await _first.Client.PostJsonAsync("runs/log-batch", $$"""
                {"run_id":"{{id}}","metrics":[{"key":"acc","value":0.{{i}},"timestamp":{{i}},"step":1}],
                 "params":[{"key":"opt","value":"adam"}],"tags":[{"key":"no","value":"{{i}}"}]}
                """);
        }

        const string Query = """
            "experiment_ids":["0"],"filter":"metrics.acc > 0.05 and params.opt = 'adam' and tags.no LIKE '%'",
            "order_by":["metrics.acc DESC"],"max_results":2
            """;
        var page = await _second.Client.PostJsonAsync("runs/search", $"{{{Query}}}");
        Assert.Equal(["4", "3"], NumbersIn(page));
        var token = page.GetProperty("next_page_token").GetString();
        Assert.Equal(["2", "1"], NumbersIn(
            await _first.Client.PostJsonAsync("runs/search", $$"""{{{Query}},"page_token":"{{token}}"}""")));
    }

    [Fact]
    public async Task Registry_is_one_whichever_server_is_asked()
    {
        await _first.Client.PostJsonAsync("registered-models/create", """{"name":"m"}""");
        var refusal = await _second.Client.RefusalAsync("registered-models/create", """{"name":"m"}""");
        Assert.StartsWith("400 RESOURCE_ALREADY_EXISTS", refusal, StringComparison.Ordinal);

        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            (i % 2 == 0 ? _first : _second).Client.PostJsonAsync(
                "model-versions/create", """{"name":"m","source":"mlflow-artifacts:/x"}""")));
        Assert.Equal(
            Enumerable.Range(1, 8).Select(number => $"{number}"),
            versions.Select(v => v.GetProperty("model_version").GetProperty("version").GetString()).Order());

        await _first.Client.PostJsonAsync(
            "registered-models/alias", """{"name":"m","alias":"best","version":"3"}""");
        var best = await _second.Client.GetJsonAsync("registered-models/alias?name=m&alias=best");
        Assert.Equal("3", best.GetProperty("model_version").GetProperty("version").GetString());
    }

    [Fact]
    public async Task Servers_live_on_when_all_their_connections_are_ended()
    {
        var id = await _first.Client.NewRunAsync();
        await _database.QueryAsync<bool>(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity " +
            "WHERE datname = current_database() AND pid <> pg_backend_pid()");

        await _first.Client.PostJsonAsync(
            "runs/set-tag", $$"""{"run_id":"{{id}}","key":"after","value":"x"}""");
        var run = await _second.Client.GetJsonAsync("runs/get?run_id=" + id);
        Assert.Contains("\"after\"", run.GetRawText(), StringComparison.Ordinal);
    }

    private async Task<RunningTrackingServer> StartAsync() =>
        await RunningTrackingServer.StartAsync(options => options with { BackendStoreUri = _database.Uri });

    private static IEnumerable<string?> NumbersIn(JsonElement page) =>
        from run in page.GetProperty("runs").EnumerateArray()
        from tag in run.GetProperty("data").GetProperty("tags").EnumerateArray()
        where tag.GetProperty("key").GetString() == "no"
        select tag.GetProperty("value").GetString();
}
