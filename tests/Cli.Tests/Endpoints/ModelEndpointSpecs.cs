using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Endpoints;

public sealed class ModelEndpointSpecs : IDisposable
{
    private static readonly object Row = new { dataframe_records = new[] { new { a = 1, b = 2, c = 3, d = 4 } } };

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_registered_version_is_started_scored_and_stopped()
    {
        await using var server = await EndpointServer.StartAsync(_folder);
        var process = await server.ReadyAsync("churn");

        var scored = await server.PostAsync("endpoints/churn/invocations", Row);
        var refused = await server.PostAsync(
            "endpoints/churn/invocations", new { dataframe_records = new[] { new { a = "x" } } });
        var seen = await server.GetAsync("endpoints/get?name=churn");
        var stopped = await server.PostAsync("endpoints/stop", new { name = "churn" });
        var late = await server.PostAsync("endpoints/churn/invocations", Row);

        Assert.NotNull(scored["predictions"]);
        Assert.Equal("BAD_REQUEST", (string?)refused["error_code"]);
        Assert.Contains("column a", (string?)refused["message"]);
        Assert.Equal("models:/logistic/1", (string?)seen["endpoint"]!["model_uri"]);
        Assert.True((long)seen["endpoint"]!["figures"]!["requests"]! >= 1, $"{seen}");
        Assert.StartsWith("Serving on ", (string)seen["log"]![0]!);
        Assert.Equal("STOPPED", (string?)stopped["endpoint"]!["state"]);
        Assert.Equal(
            ("TEMPORARILY_UNAVAILABLE", "The endpoint 'churn' is stopped."),
            ((string?)late["error_code"], (string?)late["message"]));
        await EndpointServer.GoneAsync(process);
    }

    [Fact]
    public async Task A_process_that_is_killed_is_started_again_and_none_outlives_a_killed_server()
    {
        await using var server = await EndpointServer.StartAsync(_folder);
        var first = await server.ReadyAsync("churn");
        using (var process = Process.GetProcessById(first))
        {
            process.Kill();
        }

        await server.Process.SaidAsync("The process of the endpoint churn ended");
        await EndpointServer.GoneAsync(first);
        var other = await server.ReadyAsync("other");
        await server.Process.KillAsync();

        await EndpointServer.GoneAsync(other);
    }

    [Fact]
    public async Task A_load_test_measures_and_can_be_cancelled_and_there_is_one_at_a_time()
    {
        await using var server = await EndpointServer.StartAsync(_folder);
        await server.ReadyAsync("churn");
        var request = JsonNode.Parse("""{"dataframe_records":[{"a":1,"b":2,"c":3,"d":4}]}""")!.ToJsonString();
        var body = new { endpoint = "churn", connections = 2, seconds = 30, rows_per_request = 3, request };

        var begun = await server.PostAsync("load-tests/start", body);
        var second = await server.PostAsync("load-tests/start", body);
        var id = (string)begun["load_test"]!["load_test_id"]!;
        for (var seen = begun; (long)seen["load_test"]!["figures"]!["requests"]! == 0;)
        {
            seen = await server.GetAsync($"load-tests/get?load_test_id={id}");
            Assert.Equal("RUNNING", (string?)seen["load_test"]!["state"]);
        }

        Assert.Equal("REQUEST_LIMIT_EXCEEDED", (string?)second["error_code"]);
        var ended = (await server.PostAsync("load-tests/cancel", new { load_test_id = id }))["load_test"]!;

        Assert.Equal(("CANCELLED", 3), ((string?)ended["state"], (int)ended["rows_per_request"]!));
        Assert.True((double)ended["figures"]!["p99_ms"]! >= (double)ended["figures"]!["p50_ms"]!);
        Assert.Empty(ended["errors"]!.AsArray());
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_fails_with_what_its_host_said()
    {
        await using var server = await EndpointServer.StartAsync(_folder);
        _folder.Write("model/model.onnx", "this is not ONNX");
        await using (var client = new Client.TrackingClient($"{await server.Process.AddressAsync()}"))
        {
            await using var run = await client.StartRunAsync(experimentName: "training");
            await run.LogModelAsync(_folder["model"], "model", registeredModelName: "broken");
        }

        await server.PostAsync("endpoints/create", new { model_name = "broken", version = "1" });
        await server.Process.SaidAsync("The endpoint broken failed");

        var seen = (await server.GetAsync("endpoints/list"))["endpoints"]![0]!;
        Assert.Equal("FAILED", (string?)seen["state"]);
        Assert.Contains("models:/broken/1", (string?)seen["state_message"]);
    }

    public void Dispose() => _folder.Dispose();
}
