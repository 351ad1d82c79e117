using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

public sealed class CompressionSpecs : ServerSpecs
{
    private const string Get = Api.Root + "runs/get?run_id=";

    private string _large = "";
    private string _small = "";

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("deflate", null)]
    [InlineData("identity", null)]
    [InlineData("", null)]
    [InlineData("gzip;q=0", null)]
    public async Task A_large_answer_is_compressed_as_the_client_likes_it(string accepted, string? used)
    {
        await LogAsync();
        using var answer = await SendAsync(Get + _large, accepted);

        Assert.Equal(used, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(used is not null, answer.Headers.Vary.Contains("Accept-Encoding"));
        var json = JsonSerializer.Deserialize<JsonElement>(await TextAsync(answer));
        Assert.Equal(100, json.GetProperty("run").GetProperty("data").GetProperty("params").GetArrayLength());
    }

    [Fact]
    public async Task A_small_answer_goes_out_as_it_is_with_its_length()
    {
        await LogAsync();
        using var answer = await SendAsync(Get + _small, "gzip");

        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.NotNull(answer.Content.Headers.ContentLength);
        Assert.Contains(_small, await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_streamed_history_is_compressed()
    {
        await LogAsync();
        using var answer = await SendAsync(
            Api.Root + $"metrics/get-history?run_id={_large}&metric_key=m", "gzip");

        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
        var json = JsonSerializer.Deserialize<JsonElement>(await TextAsync(answer));
        Assert.Equal(900, json.GetProperty("metrics").GetArrayLength());
    }

    [Fact]
    public async Task An_artifact_goes_out_as_it_is()
    {
        const string File = "api/2.0/mlflow-artifacts/artifacts/text.json";
        var text = new string('x', 100_000);
        using var stored = await Client.PutAsync(File, new StringContent(text));
        using var answer = await SendAsync(File, "gzip, br");

        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal(100_000, answer.Content.Headers.ContentLength);
        Assert.Equal(text, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_error_goes_out_as_it_is()
    {
        using var answer = await SendAsync(Get + new string('x', 10_000), "gzip");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Contains("RESOURCE_DOES_NOT_EXIST", await TextAsync(answer), StringComparison.Ordinal);
    }

    private async Task LogAsync()
    {
        _small = await Client.NewRunAsync();
        _large = await Client.NewRunAsync();
        var parameters = string.Join(
            ',', Enumerable.Range(0, 100).Select(i => $$"""{"key":"p{{i}}","value":"{{new string('v', 100)}}"}"""));
        var metrics = string.Join(
            ',', Enumerable.Range(0, 900).Select(i => $$"""{"key":"m","value":1,"timestamp":{{i}},"step":{{i}}}"""));
        await Client.PostJsonAsync(
            "runs/log-batch", $$"""{"run_id":"{{_large}}","params":[{{parameters}}],"metrics":[{{metrics}}]}""");
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        return await Client.SendAsync(request);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStreamAsync();
        await using Stream plain = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync();
    }
}
