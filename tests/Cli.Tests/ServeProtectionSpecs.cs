using System.Net;
using System.Net.Http.Json;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class ServeProtectionSpecs : IDisposable
{
    private const string DrainSeconds = "5";
    private readonly TempFolder _folder = new();

    [CorpusFact]
    public async Task A_stop_signal_fails_readiness_first_and_no_request()
    {
        await using var serve = Serve("--drain-delay", DrainSeconds);
        using var http = new HttpClient { BaseAddress = await serve.AddressAsync() };
        using var drained = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => AskUntilAsync(http, drained.Token)).ToList();
        Assert.Equal(HttpStatusCode.OK, await ReadinessAsync(http));

        serve.Terminate();
        while (await ReadinessAsync(http) == HttpStatusCode.OK)
        {
            await Task.Yield();
        }

        // Readiness has failed, and requests that come after it are answered still.
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http));
        await drained.CancelAsync();
        var answers = await Task.WhenAll(load);

        Assert.All(answers, statuses => Assert.Equal([HttpStatusCode.OK], statuses.Distinct()));
        Assert.Equal((ExitCodes.Success, ""), (await serve.ExitCodeAsync(), serve.Errors));
    }

    [CorpusFact]
    public async Task Keys_come_from_a_file_and_a_health_check_needs_none()
    {
        _folder.Write("keys", "# who may call\npredict:from-the-file\n");
        await using var serve = Serve("--api-keys-file", _folder["keys"], "--access-log", "text");
        var address = await serve.AddressAsync();
        using var http = new HttpClient { BaseAddress = address };

        var without = await AskAsync(http);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "from-the-file");
        var with = await AskAsync(http);
        await using var check = CliProcess.Start(_folder.Path, "serve", "healthcheck", "--url", $"{address}");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (without, with));
        Assert.Equal((ExitCodes.Success, ""), (await check.ExitCodeAsync(), check.Errors));
        serve.Terminate();
        await serve.ExitCodeAsync();
        Assert.Contains("POST /invocations 401", serve.Errors);
        Assert.DoesNotContain("from-the-file", serve.Errors + serve.Output);
    }

    [Theory]
    [InlineData("--restrict", "everything=open", "--restrict has 'everything=open'")]
    [InlineData("--restrict", "docs=admin", "there are no API keys")]
    [InlineData("--api-keys-file", "nowhere", "nowhere")]
    [InlineData("--ssl-keyfile", "key.pem", "without --ssl-certfile")]
    [InlineData("--max-requests", "0", "ConcurrentRequests is 0")]
    public async Task Options_that_make_no_sense_are_one_line_and_exit_code_1(string flag, string value, string said)
    {
        await using var serve = CliProcess.Start(_folder.Path, "serve", "-m", ".", "-p", "0", flag, value);

        Assert.Equal(ExitCodes.Failure, await serve.ExitCodeAsync());
        Assert.Contains(said, Assert.Single(serve.Errors.Split('\n')));
    }

    [Fact]
    public async Task A_health_check_of_nobody_fails()
    {
        await using var check = CliProcess.Start(_folder.Path, "serve", "healthcheck", "--url", "http://127.0.0.1:1");

        Assert.Equal(ExitCodes.Failure, await check.ExitCodeAsync());
        Assert.Contains("cannot be reached", check.Errors);
    }

    public void Dispose() => _folder.Dispose();

    private CliProcess Serve(params string[] more) => CliProcess.Start(
        _folder.Path, ["serve", "-m", Corpus.PathOf("models", "onnx_iris"), "-p", "0", .. more]);

    private static async Task<List<HttpStatusCode>> AskUntilAsync(HttpClient http, CancellationToken end)
    {
        var statuses = new List<HttpStatusCode>();
        do
        {
            statuses.Add(await AskAsync(http));
        }
        while (!end.IsCancellationRequested);

        return statuses;
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync(
            "invocations", new { inputs = new[] { new[] { 5.1, 3.5, 1.4, 0.2 } } }, Patience.Token());
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ReadinessAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("v2/health/ready", Patience.Token());
        return answer.StatusCode;
    }
}
