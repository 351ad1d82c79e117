using Tracking.Client.Internal;
using Tracking.Contracts.Metrics;
using Tracking.Contracts.Runs;
using static Tracking.Client.Tests.Fixtures;
using static Tracking.Client.Tests.FakeServer;

namespace Tracking.Client.Tests;

public class RequestSpecs
{
    [Fact]
    public async Task A_get_carries_its_request_in_the_query_and_repeats_keys_of_lists()
    {
        await using var server = await StartAsync(Json("{}"));
        await using var client = ClientOf(server);
        await client.Metrics.GetHistoryOfRunsAsync(new GetMetricHistoryBulkIntervalRequest
        {
            RunIds = ["a", "b&c"],
            MetricKey = "loss ü/1",
            MaxResults = 320,
        });
        var seen = server.Requests.Single();
        Assert.Equal("GET", seen.Method);
        Assert.Equal("", seen.Body);
        Assert.Equal("/api/2.0/mlflow/metrics/get-history-bulk-interval?run_ids=a&run_ids=b%26c"
            + "&metric_key=loss%20%C3%BC%2F1&max_results=320", seen.Target);
    }

    [Fact]
    public async Task History_always_asks_for_a_page_size()
    {
        await using var server = await StartAsync(
            Json("""{"metrics":[{"key":"k","value":"NaN"}],"next_page_token":"p2"}"""),
            Json("""{"metrics":[{"key":"k","value":2.5}]}"""));
        await using var client = ClientOf(server);
        var values = await client.Metrics.GetHistoryAsync("r", "k").Select(point => point.Value).ToListAsync();
        Assert.Equal([double.NaN, 2.5], values);
        Assert.Equal("/api/2.0/mlflow/metrics/get-history?metric_key=k&run_id=r&max_results=25000",
            server.Requests[0].Target);
        Assert.Contains("page_token=p2", server.Requests[1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_carries_json_and_writes_nan_as_a_string()
    {
        await using var server = await StartAsync(Json("{}"));
        await using var client = ClientOf(server);
        await client.Runs.LogBatchAsync(new LogBatchRequest
        {
            RunId = "r",
            Metrics = [new Metric { Key = "k", Value = double.NaN, Timestamp = 1, Step = 2 }],
        });
        Assert.Equal("""{"run_id":"r","metrics":[{"key":"k","value":"NaN","timestamp":1,"step":2}]}""",
            server.Requests[0].Body);
    }

    [Theory]
    [InlineData("u", "p", "t", "Basic dTpw")]
    [InlineData(null, null, "t", "Bearer t")]
    [InlineData(null, null, null, "")]
    public async Task Credentials_are_sent_and_basic_wins(string? user, string? password, string? token, string header)
    {
        await using var server = await StartAsync(Json("{}"));
        var options = OptionsFor(server.Uri) with { Username = user, Password = password, Token = token };
        await using var client = new TrackingClient(options);
        await client.Runs.DeleteAsync("r");
        Assert.Equal(header, server.Requests[0].Authorization);
    }

    [Fact]
    public async Task An_address_with_a_path_and_a_user_is_a_prefix_and_credentials()
    {
        await using var server = await StartAsync(Json("{}"));
        var address = $"http://me:s%40me@{server.Uri.Authority}/ml/flow/";
        await using var client = new TrackingClient(OptionsFor(server.Uri) with { TrackingUri = address });
        await client.Runs.DeleteAsync("r");
        Assert.Equal("/ml/flow/api/2.0/mlflow/runs/delete", server.Requests[0].Target);
        Assert.Equal("Basic bWU6c0BtZQ==", server.Requests[0].Authorization);
        Assert.DoesNotContain("me", client.TrackingUri.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_is_read_as_other_clients_read_it()
    {
        var variables = new Dictionary<string, string>
        {
            ["MLFLOW_TRACKING_URI"] = "http://there:1",
            ["MLFLOW_TRACKING_TOKEN"] = "t",
            ["MLFLOW_TRACKING_USERNAME"] = "",
            ["MLFLOW_HTTP_REQUEST_TIMEOUT"] = "5.5",
            ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] = "99",
            ["MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR"] = "0.5",
        };
        var options = EnvironmentOptions.Read(null, name => variables.GetValueOrDefault(name));
        Assert.Equal("http://there:1", options.TrackingUri);
        Assert.Equal(("t", null), (options.Token, options.Username));
        Assert.Equal((5.5, 10, 0.5, 1.0),
            (options.RequestTimeout.TotalSeconds, options.MaxRetries, options.BackoffFactor, options.BackoffJitter));
        Assert.Equal("http://here:2",
            EnvironmentOptions.Read("http://here:2", name => variables.GetValueOrDefault(name)).TrackingUri);
        Assert.Equal("http://127.0.0.1:5000", EnvironmentOptions.Read(null, _ => null).TrackingUri);
    }

    [Fact]
    public void A_variable_that_is_no_number_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            EnvironmentOptions.Read(null, name => name.EndsWith("TIMEOUT", StringComparison.Ordinal) ? "soon" : null));
        Assert.Equal("MLFLOW_HTTP_REQUEST_TIMEOUT is 'soon'; expected a number from 0 to 86400", error.Message);
    }

    [Fact]
    public void All_bad_options_are_named_at_once()
    {
        var options = new TrackingClientOptions { TrackingUri = "sqlite:///x.db", MaxRetries = 11, BackoffFactor = -1 };
        var error = Assert.Throws<ArgumentException>(() => new TrackingClient(options));
        Assert.Equal("MaxRetries is 11; expected 0 to 10; BackoffFactor is -1; expected 0 to 120; "
            + "TrackingUri is 'sqlite:///x.db'; expected the address of a server, such as http://127.0.0.1:5000",
                error.Message);
    }
}
