using Tracking.Client.Internal.Transport;
using Tracking.Contracts.Runs;
using Tracking.TestKit;
using static Tracking.Client.Tests.Fixtures;
using static Tracking.Client.Tests.FakeServer;

namespace Tracking.Client.Tests;

public class RetrySpecs
{
    private const string Experiment = """{"experiment":{"experiment_id":"7","name":"e"}}""";
    private const string RunAnswer = """{"run":{"info":{"run_id":"r1","experiment_id":"0"}}}""";

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_passing_failure_of_a_read_is_repeated(int status)
    {
        await using var server = await StartAsync(Json("{}", status), Text("busy", status), Json(Experiment));
        await using var client = ClientOf(server);
        Assert.Equal("7", (await client.Experiments.GetAsync("7")).ExperimentId);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task It_gives_up_after_the_retries_it_was_given_and_tells_the_last_failure()
    {
        await using var server = await StartAsync(Text("<h1>no</h1>", 502));
        await using var client = new TrackingClient(OptionsFor(server.Uri) with { MaxRetries = 3 });
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => client.Experiments.GetAsync("7"));
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal("GET 2.0/mlflow/experiments/get answered 502 Bad Gateway with '<h1>no</h1>'", error.Message);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(501)]
    public async Task A_refusal_is_final(int status)
    {
        await using var server = await StartAsync(Json("""{"error_code":"X","message":"no"}""", status));
        await using var client = ClientOf(server);
        await Assert.ThrowsAsync<TrackingClientException>(() => client.Experiments.GetAsync("7"));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(502, 1)]
    [InlineData(504, 1)]
    [InlineData(429, 2)]
    [InlineData(503, 2)]
    public async Task A_create_is_repeated_only_if_the_server_did_nothing(int status, int requests)
    {
        await using var server = await StartAsync(Json("{}", status), Json(RunAnswer));
        await using var client = ClientOf(server);
        var create = client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0" });
        if (requests == 1)
            await Assert.ThrowsAsync<TrackingClientException>(() => create);
        else
            Assert.Equal("r1", (await create).Info!.RunId);
        Assert.Equal(requests, server.Requests.Count(request => request.Method == "POST"));
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_not_repeated_where_keys_are_not_honoured()
    {
        await using var server = await StartAsync(HangUp(), Json(RunAnswer));
        await using var client = ClientOf(server);
        var error = await Assert.ThrowsAsync<TrackingClientException>(
            () => client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0" }));
        Assert.Equal(TrackingClientException.InvalidResponse, error.ErrorCode);
        Assert.Single(server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_read_whose_answer_broke_off_is_repeated()
    {
        await using var server = await StartAsync(Json(Experiment), HalfOf(Experiment), HangUp(), Json(Experiment));
        await using var client = ClientOf(server);
        await client.Experiments.GetAsync("7");
        Assert.Equal("e", (await client.Experiments.GetAsync("7")).Name);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_the_way_to_start_one()
    {
        var nobody = NobodyThere();
        await using var client = new TrackingClient(OptionsFor(nobody));
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => client.Experiments.GetAsync("7"));
        Assert.Equal(TrackingClientException.ServerUnreachable, error.ErrorCode);
        Assert.StartsWith($"Cannot reach the tracking server at {nobody}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"tracking server --host 127.0.0.1 --port {nobody.Port}", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_retry_is_at_once_and_then_the_wait_doubles_and_gets_jitter()
    {
        var policy = new RetryPolicy(
            new TrackingClientOptions { BackoffFactor = 2, BackoffJitter = 1, Random = new Random(1) });
        var waits = Enumerable.Range(0, 9).Select(retry => policy.Delay(retry, null).TotalSeconds).ToArray();
        Assert.Equal(0, waits[0]);
        waits = waits[1..];
        double[] floors = [4, 8, 16, 32, 64, 120, 120, 120];
        Assert.All(waits.Zip(floors), pair => Assert.InRange(pair.First, pair.Second, Math.Min(pair.Second + 1, 120)));
        Assert.True(waits.Take(5).Zip(floors, (wait, floor) => wait - floor).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("100000", 120)]
    public void What_the_server_asks_for_wins_up_to_a_limit(string header, double seconds)
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.Add("Retry-After", header);
        var policy = new RetryPolicy(new TrackingClientOptions());
        Assert.Equal(seconds, policy.Delay(0, answer).TotalSeconds);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(-7, 0)]
    [InlineData(100_000, 120)]
    public void The_server_may_ask_for_a_time_of_day(int inSeconds, double seconds)
    {
        var time = new ManualTime();
        using var answer = new HttpResponseMessage();
        answer.Headers.Add("Retry-After", time.GetUtcNow().AddSeconds(inSeconds).ToString("R"));
        var policy = new RetryPolicy(new TrackingClientOptions { Time = time });
        Assert.Equal(seconds, policy.Delay(3, answer).TotalSeconds);
    }

    [Fact]
    public void What_the_server_asks_for_can_be_ignored()
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.Add("Retry-After", "7");
        var policy = new RetryPolicy(new TrackingClientOptions { RespectRetryAfter = false, BackoffJitter = 0 });
        Assert.Equal([0, 4, 8], Enumerable.Range(0, 3).Select(retry => policy.Delay(retry, answer).TotalSeconds));
    }

    [Fact]
    public void A_server_that_never_answered_is_given_up_on_early()
    {
        var policy = new RetryPolicy(new TrackingClientOptions());
        Assert.True(policy.Allows(1, serverWasReached: false));
        Assert.False(policy.Allows(2, serverWasReached: false));
        Assert.True(policy.Allows(6, serverWasReached: true));
        Assert.False(policy.Allows(7, serverWasReached: true));
    }
}
