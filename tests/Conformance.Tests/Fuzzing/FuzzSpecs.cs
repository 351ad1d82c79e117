using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Conformance.Tests.Fuzzing;

/// <summary>Spoilt requests to a running server, the same ones in every run.</summary>
public sealed class FuzzSpecs
{
    private const int Requests = 1_000;
    private const int Seed = 20_261;

    /// <summary>Server errors that MLflow's clients are told by design; everything else is a defect.</summary>
    private static readonly HashSet<HttpStatusCode> ByDesign =
        [HttpStatusCode.NotImplemented, HttpStatusCode.ServiceUnavailable];

    /// <summary>Refusals that MLflow words as server errors, with clients that look for them.</summary>
    private static readonly string[] StockRefusals =
        ["Cannot rename a non-active experiment.", "Model version transition cannot archive existing model versions"];

    [CorpusFact]
    public async Task A_thousand_spoilt_requests_break_nothing()
    {
        await using var server = await RunningTrackingServer.StartAsync();
        var witness = await Witness.CreateAsync(server.Client);
        var recorded = await RecordedRequest.ReadAllAsync(
            await witness.NewRunIdAsync(), await witness.NewModelIdAsync());
        var random = new Random(Seed);
        var mutator = new RequestMutator(random);
        var answered = new Dictionary<int, int>();
        for (var i = 0; i < Requests; i++)
        {
            var request = mutator.Mutate(recorded[random.Next(recorded.Count)]);
            var status = await SendAsync(server.Client, request, i);
            answered[status / 100] = answered.GetValueOrDefault(status / 100) + 1;
        }

        // Neither all refused nor all taken: the requests reach what they are meant to try.
        Assert.InRange(answered[2], 50, Requests);
        Assert.InRange(answered[4], 200, Requests);
        Assert.Equal("OK", await server.Client.GetStringAsync("health"));
        await witness.AssertIntactAsync();
    }

    private static async Task<int> SendAsync(HttpClient client, RecordedRequest request, int number)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), TargetOf(client, request));
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var deadline = new CancellationTokenSource(Patience.Limit);
        using var response = await client.SendAsync(message, deadline.Token);
        var answer = await response.Content.ReadAsStringAsync(deadline.Token);
        var isDefect = (int)response.StatusCode >= 500 && !ByDesign.Contains(response.StatusCode)
            && !StockRefusals.Any(refusal => answer.Contains(refusal, StringComparison.Ordinal));
        Assert.False(
            isDefect,
            $"Request {number} of seed {Seed}, {request.Method} {request.Target}, was answered " +
            $"{(int)response.StatusCode} {answer}; its body: {Convert.ToBase64String(request.Body ?? [])}");
        return (int)response.StatusCode;
    }

    /// <summary>As it is: the usual way to make a URI would repair it.</summary>
    private static Uri TargetOf(HttpClient client, RecordedRequest request) => new(
        client.BaseAddress!.AbsoluteUri.TrimEnd('/') + request.Target,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <summary>A run that no request names, in an experiment with a number that none of them has.</summary>
    private sealed class Witness(HttpClient client, string experimentId, string runId)
    {
        private const string Root = "api/2.0/mlflow/";

        public static async Task<Witness> CreateAsync(HttpClient client)
        {
            var experiment = "";
            for (var i = 0; i < 60; i++)
            {
                experiment = (await PostAsync(client, "experiments/create", $$"""{"name":"witness-{{i}}"}"""))
                    .GetProperty("experiment_id").GetString()!;
            }

            var witness = new Witness(client, experiment, await NewRunIdAsync(client, experiment));
            for (var step = 0; step < 10; step++)
            {
                await PostAsync(client, "runs/log-metric", witness.Point(step));
            }

            return witness;
        }

        public Task<string> NewRunIdAsync() => NewRunIdAsync(client, experimentId);

        public async Task<string> NewModelIdAsync() =>
            (await PostAsync(client, "logged-models", $$"""{"experiment_id":"{{experimentId}}","name":"lm"}"""))
                .GetProperty("model").GetProperty("info").GetProperty("model_id").GetString()!;

        /// <summary>Its points are there, and it takes another one.</summary>
        public async Task AssertIntactAsync()
        {
            await PostAsync(client, "runs/log-metric", Point(10));
            var history = await client.GetStringAsync($"{Root}metrics/get-history?run_id={runId}&metric_key=loss");
            using var json = JsonDocument.Parse(history);
            Assert.Equal(
                Enumerable.Range(0, 11).Select(step => (step, step / 4.0)),
                json.RootElement.GetProperty("metrics").EnumerateArray()
                    .Select(point => (point.GetProperty("step").GetInt32(), point.GetProperty("value").GetDouble())));
        }

        private static async Task<string> NewRunIdAsync(HttpClient client, string experimentId) =>
            (await PostAsync(client, "runs/create", $$"""{"experiment_id":"{{experimentId}}"}"""))
                .GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;

        private static async Task<JsonElement> PostAsync(HttpClient client, string path, string body)
        {
            using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
            using var response = await client.PostAsync(Root + path, content);
            var answer = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{path}: {answer}");
            return JsonSerializer.Deserialize<JsonElement>(answer);
        }

        private string Point(int step) => JsonSerializer.Serialize(
            new { run_id = runId, key = "loss", value = step / 4.0, timestamp = step + 1, step });
    }
}
