using System.Net;
using System.Text;
using Tracking.TestKit;

namespace Tracking.Server.Tests;

public sealed class IdempotencySpecs : ServerSpecs
{
    private const string NewRun = """{"experiment_id":"0","start_time":5}""";

    [Theory]
    [InlineData("experiments/create", """{"name":"e"}""")]
    [InlineData("runs/create", NewRun)]
    [InlineData("logged-models", """{"experiment_id":"0","name":"lm"}""")]
    [InlineData("registered-models/create", """{"name":"rm"}""")]
    [InlineData("model-versions/create", """{"name":"base","source":"models:/base/1"}""")]
    public async Task A_create_that_is_sent_again_gets_the_same_answer_and_makes_nothing(string path, string body)
    {
        await Client.PostJsonAsync("registered-models/create", """{"name":"base"}""");
        await Client.PostJsonAsync("model-versions/create", """{"name":"base","source":"mlflow-artifacts:/x"}""");

        var first = await CreateAsync(path, body, "key-1");
        var again = await CreateAsync(path, body, "key-1");

        Assert.Equal((HttpStatusCode.OK, first.Body), (again.Status, again.Body));
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.NotEqual(first.Body, (await CreateAsync(path, body, "key-2")).Body);
    }

    [Fact]
    public async Task A_key_with_another_body_or_path_is_refused()
    {
        await CreateAsync("runs/create", NewRun, "taken");

        foreach (var (path, body) in new[]
        {
            ("runs/create", """{"experiment_id":"0","start_time":6}"""), ("experiments/create", """{"name":"e"}"""),
        })
        {
            var refused = await CreateAsync(path, body, "taken");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.StartsWith("""{"error_code":"IDEMPOTENCY_KEY_REUSED",""", refused.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_request_may_be_spelled_otherwise_and_the_key_be_quoted()
    {
        var first = await CreateAsync("runs/create", NewRun, "k");
        var again = await CreateAsync("runs/create", """{ "start_time": "5", "experimentId": "0" }""", "\"k\"");
        Assert.Equal(first.Body, again.Body);
    }

    [Fact]
    public async Task A_refused_create_keeps_no_key()
    {
        var refused = await CreateAsync("runs/create", """{"experiment_id":"9"}""", "k");
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync("runs/create", NewRun, "k")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("two words")]
    public async Task An_odd_key_is_refused(string key)
    {
        var refused = await CreateAsync("runs/create", NewRun, key);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("expected 1 to 255 visible ASCII characters", refused.Body, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await CreateAsync("runs/create", NewRun, new string('k', 256))).Status);
    }

    [Fact]
    public async Task Simultaneous_creates_with_one_key_make_one_run()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => CreateAsync("runs/create", NewRun, "same")));

        var created = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        Assert.Single(created.Select(answer => answer.Body).Distinct());
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => Assert.Equal((HttpStatusCode.Conflict, "1"), (answer.Status, answer.RetryAfter)));
        var runs = await Client.PostJsonAsync("runs/search", """{"experiment_ids":["0"]}""");
        Assert.Equal(1, runs.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task A_key_is_known_after_a_restart()
    {
        using var folder = new TempFolder();
        var options = RunningTrackingServer.OptionsIn(folder);
        var bodies = new List<string>();
        for (var start = 0; start < 2; start++)
        {
            await using var server = await TrackingServer.StartAsync(options, CancellationToken.None);
            using var client = new HttpClient { BaseAddress = server.Address };
            bodies.Add((await CreateAsync("runs/create", NewRun, "kept", client)).Body);
        }

        Assert.Equal(bodies[0], bodies[1]);
    }

    private async Task<Created> CreateAsync(string path, string body, string key, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Api.Root + path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await (client ?? Client).SendAsync(request);
        return new Created(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Contains("Idempotent-Replayed"),
            response.Headers.RetryAfter?.ToString());
    }

    private sealed record Created(HttpStatusCode Status, string Body, bool Replayed, string? RetryAfter);
}
