using Microsoft.Extensions.Logging;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

public sealed class RequestLogSpecs : IAsyncLifetime, IDisposable
{
    private readonly RecordedRequests _log = new();
    private RunningTrackingServer? _server;

    private HttpClient Client => _server!.Client;

    public async Task InitializeAsync() => _server = await RunningTrackingServer.StartAsync(
        options => options with { ConfigureLogging = logging => logging.AddProvider(_log) });

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_request_is_one_line_with_method_route_status_and_ids()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, Api.Root + "experiments/get?experiment_id=0&p=secret");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("Authorization", "Bearer secret");
        using var answer = await Client.SendAsync(request);

        var line = await _log.NextAsync();

        Assert.Equal("GET", line["Method"]);
        Assert.Equal("/" + Api.Root + "experiments/get", line["Path"]);
        Assert.Equal("/" + Api.Root + "experiments/get", line["Route"]);
        Assert.Equal(200, line["Status"]);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", line["TraceId"]);
        Assert.NotEqual("", line["RequestId"]);
        Assert.True((double)line["DurationMs"]! > 0);
        Assert.DoesNotContain("secret", _log.LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_cannot_begin_a_line_of_its_own()
    {
        using var answer = await Client.GetAsync("no%0d%0asuch%20place");

        var line = await _log.NextAsync();

        Assert.Equal(("/no%0D%0Asuch%20place", "", 404), (line["Path"], line["Route"], line["Status"]));
        Assert.DoesNotContain('\n', _log.LastText);
    }

    [Fact]
    public async Task A_refused_request_is_a_line_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Host = "evil.example";
        using var answer = await Client.SendAsync(request);

        Assert.Equal(403, (await _log.NextAsync())["Status"]);
    }
}
