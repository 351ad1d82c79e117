using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tracking.Server.Tests;

/// <summary>Requests to <c>/api/2.0/mlflow/</c> as a client without a library sends them.</summary>
internal static class Api
{
    public const string Root = "api/2.0/mlflow/";

    /// <summary>Sends a body and returns the answer, which must be 200.</summary>
    public static async Task<JsonElement> PostJsonAsync(this HttpClient client, string path, string body)
    {
        var (status, answer) = await client.SendJsonAsync(HttpMethod.Post, path, body);
        Assert.True(status == HttpStatusCode.OK, $"{path} answered {(int)status}: {answer}");
        return answer;
    }

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        var (status, answer) = await client.SendJsonAsync(HttpMethod.Get, path, body: null);
        Assert.True(status == HttpStatusCode.OK, $"{path} answered {(int)status}: {answer}");
        return answer;
    }

    public static async Task<(HttpStatusCode Status, JsonElement Answer)> SendJsonAsync(
        this HttpClient client, HttpMethod method, string path, string? body)
    {
        var content = body is null ? null : new StringContent(body, Encoding.UTF8);
        if (content is not null)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var request = new HttpRequestMessage(method, Root + path) { Content = content };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(text));
    }

    /// <summary>Sends a body that must be refused; returns status, code and message as one line.</summary>
    public static async Task<string> RefusalAsync(
        this HttpClient client, string path, string body, HttpMethod? method = null)
    {
        var (status, answer) = await client.SendJsonAsync(method ?? HttpMethod.Post, path, body);
        return Refusal(status, answer);
    }

    public static async Task<string> RefusalOfGetAsync(this HttpClient client, string path)
    {
        var (status, answer) = await client.SendJsonAsync(HttpMethod.Get, path, body: null);
        return Refusal(status, answer);
    }

    public static async Task<string> NewRunAsync(this HttpClient client, string experimentId = "0")
    {
        var answer = await client.PostJsonAsync("runs/create", $$"""{"experiment_id":"{{experimentId}}"}""");
        return answer.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    private static string Refusal(HttpStatusCode status, JsonElement answer)
    {
        Assert.True((int)status >= 400, $"expected a refusal, got {(int)status}: {answer}");
        return $"{(int)status} {answer.GetProperty("error_code")} {answer.GetProperty("message")}";
    }
}
