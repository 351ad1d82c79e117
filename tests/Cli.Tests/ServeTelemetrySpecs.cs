using System.Net;
using System.Net.Sockets;
using Tracking.TestKit;
using Tracking.TestKit.Otlp;

namespace Tracking.Cli.Tests;

public sealed class ServeTelemetrySpecs : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private static readonly string Body = """{"inputs": [[5.1, 3.5, 1.4, 0.2]]}""";

    private readonly TempFolder _folder = new();

    [CorpusFact]
    public async Task Spans_and_figures_are_with_the_collector_when_the_host_has_stopped()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var serve = Serve((Endpoint, $"{collector.Address}"), (Protocol, "http/json"));
        using var http = new HttpClient { BaseAddress = await serve.AddressAsync() };
        http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await AskAsync(http);
        http.DefaultRequestHeaders.Remove("traceparent");
        await AskAsync(http);

        serve.Terminate();
        Assert.Equal((ExitCodes.Success, ""), (await serve.ExitCodeAsync(), serve.Errors));

        var requests = collector.Spans.Where(span => span.Name == "POST /invocations").ToList();
        var called = Assert.Single(requests, span => span.ParentId == "b7ad6b7169203331");
        Assert.Equal(("tracking-serve", "onnx_iris"), (called.Service, called.Attributes["tracking.model"]));
        Assert.Contains(collector.Spans, span => span.Name == "model run" && span.ParentId == called.SpanId);
        Assert.Single(requests, span => span.ParentId.Length == 0);
        var answered = collector.Metrics.Last(metric => metric.Name == "tracking.serving.request.duration");
        Assert.Equal((2d, "onnx_iris"), (answered.Value, answered.Attributes["model"]));
        Assert.Equal(0.0001, answered.Buckets.Bounds[0]);
        Assert.Contains(collector.Metrics, metric => metric.Name == "http.server.request.duration");
    }

    [CorpusFact]
    public async Task A_collector_that_is_down_is_one_warning_and_the_host_lives_on()
    {
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var serve = Serve(
            (Endpoint, $"http://{nobody.LocalEndPoint}"),
            (Protocol, "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "1"));
        using var http = new HttpClient { BaseAddress = await serve.AddressAsync() };

        await AskAsync(http);
        await serve.SaidAsync("cannot be reached");
        await AskAsync(http);
        serve.Terminate();

        Assert.Equal(ExitCodes.Success, await serve.ExitCodeAsync());
        Assert.StartsWith("Warning: The OpenTelemetry collector at", Assert.Single(serve.Errors.Split('\n')));
    }

    public void Dispose() => _folder.Dispose();

    private CliProcess Serve(params (string Name, string Value)[] environment) => CliProcess.Start(
        _folder.Path, environment, "serve", "-m", Corpus.PathOf("models", "onnx_iris"), "-p", "0");

    private static async Task AskAsync(HttpClient http)
    {
        using var content = new StringContent(Body, null, "application/json");
        using var answer = await http.PostAsync("invocations", content, Patience.Token());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
