using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tracking.Cli.Tests.Faults;

/// <summary>
/// Logs to a run of its own and remembers what was acknowledged. Points with an even group number go one by one, the
/// others in a batch of <see cref="GroupSize"/> with a param.
/// </summary>
internal sealed class LoggingClient(int number)
{
    public const int GroupSize = 20;

    private const string Root = "api/2.0/mlflow/";

    private readonly HashSet<int> _acknowledged = [];
    private string? _runId;
    private int _group;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Logs until the server is gone; each acknowledgement is told.</summary>
    public async Task LogAsync(HttpClient http, Action acknowledged)
    {
        try
        {
            _runId ??= await CreateRunAsync(http);
            while (true)
            {
                // What was sent without an answer may be there or not: its steps are not used again.
                await LogGroupAsync(http, _group++, acknowledged);
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // The server was killed.
        }
    }

    /// <summary>All that was acknowledged is there with its value, batches are whole, nothing is twice.</summary>
    public async Task AssertKeptAsync(HttpClient http)
    {
        using var history = JsonDocument.Parse(
            await http.GetStringAsync($"{Root}metrics/get-history?run_id={_runId}&metric_key=loss"));
        var points = history.RootElement.GetProperty("metrics").EnumerateArray()
            .Select(point =>
                (Step: point.GetProperty("step").GetInt32(), Value: point.GetProperty("value").GetDouble()))
            .ToList();
        Assert.All(points, point => Assert.Equal(ValueOf(point.Step), point.Value));
        var steps = points.Select(point => point.Step).ToHashSet();
        Assert.Equal(points.Count, steps.Count);
        Assert.Empty(_acknowledged.Except(steps));

        var batches = steps.Where(step => IsBatch(step / GroupSize)).GroupBy(step => step / GroupSize).ToList();
        Assert.All(batches, batch => Assert.Equal(GroupSize, batch.Count()));
        using var run = JsonDocument.Parse(await http.GetStringAsync($"{Root}runs/get?run_id={_runId}"));
        var data = run.RootElement.GetProperty("run").GetProperty("data");
        Assert.Equal(batches.Count, data.GetProperty("params").GetArrayLength());
        Assert.Equal(steps.Max(), data.GetProperty("metrics")[0].GetProperty("step").GetInt32());
    }

    private static async Task<string> CreateRunAsync(HttpClient http)
    {
        using var created = JsonDocument.Parse(await PostAsync(http, "runs/create", """{"experiment_id":"0"}"""));
        return created.RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    private static async Task<string> PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var response = await http.PostAsync(Root + path, content);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {answer}");
        return answer;
    }

    private static bool IsBatch(int group) => group % 2 == 1;

    private async Task LogGroupAsync(HttpClient http, int group, Action acknowledged)
    {
        var steps = Enumerable.Range(group * GroupSize, GroupSize).ToArray();
        if (IsBatch(group))
        {
            var metrics = string.Join(',', steps.Select(step => "{" + Point(step) + "}"));
            await PostAsync(http, "runs/log-batch", $$"""
                {"run_id":"{{_runId}}","metrics":[{{metrics}}],"params":[{"key":"p{{group}}","value":"{{group}}"}]}
                """);
            _acknowledged.UnionWith(steps);
            acknowledged();
            return;
        }

        foreach (var step in steps)
        {
            await PostAsync(http, "runs/log-metric", $$"""{"run_id":"{{_runId}}",{{Point(step)}}}""");
            _acknowledged.Add(step);
            acknowledged();
        }
    }

    private double ValueOf(int step) => number + (step / 4.0);

    private string Point(int step) => string.Create(
        CultureInfo.InvariantCulture,
        $"\"key\":\"loss\",\"value\":{ValueOf(step)},\"timestamp\":{step + 1},\"step\":{step}");
}
