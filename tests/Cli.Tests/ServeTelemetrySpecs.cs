using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tracking.TestKit;
using Tracking.TestKit.Otlp;

namespace Tracking.Cli.Tests;

public sealed class ServeTelemetrySpecs : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

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
    public async Task A_call_over_gRPC_is_with_the_collector_that_the_file_names_under_its_callers_trace()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var config = _folder.Write(
            "serving.yaml",
            $"models:\n  - folder: {Corpus.PathOf("models", "onnx_iris")}\n"
            + $"opentelemetry:\n  {Endpoint}: {collector.Address}\n  {Protocol}: http/protobuf\n");
        await using var serve = CliProcess.Start(_folder.Path, "serve", "--config", config, "-p", "0");
        var address = await serve.AddressAsync();
        using var call = new RawCall(RawCall.Infer, RawCall.Frame(await IrisCallAsync(address)));
        call.With("traceparent", $"00-{TraceId}-b7ad6b7169203331-01").With("tracestate", "vendor=1");
        Assert.Equal("0", (await call.SendAsync(address)).Status);

        serve.Terminate();
        Assert.Equal((ExitCodes.Success, ""), (await serve.ExitCodeAsync(), serve.Errors));

        var called = Assert.Single(collector.Spans, span => span.Name == "inference.GRPCInferenceService/ModelInfer");
        Assert.Equal((TraceId, "b7ad6b7169203331", "vendor=1"), (called.TraceId, called.ParentId, called.TraceState));
        Assert.Equal(("grpc", "0"), (called.Attributes["rpc.system"], called.Attributes["rpc.grpc.status_code"]));
        var run = Assert.Single(collector.Spans, span => span.Name == "model run");
        Assert.Equal((TraceId, called.SpanId), (run.TraceId, run.ParentId));
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

    /// <summary>One row for the model's only input, as ModelInfer takes it.</summary>
    private static async Task<byte[]> IrisCallAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        var model = JsonNode.Parse(await http.GetStringAsync("v2/models/onnx_iris", Patience.Token()))!;
        var input = model["inputs"]!.AsArray().Single()!;
        var size = (string)input["datatype"]! == "FP32" ? sizeof(float) : sizeof(double);
        return
        [
            .. RawCall.Field(1, "onnx_iris"),
            .. RawCall.Field(5, [
                .. RawCall.Field(1, (string)input["name"]!), .. RawCall.Field(2, (string)input["datatype"]!),
                .. RawCall.Field(3, 1, 4),
            ]),
            .. RawCall.Field(7, new byte[4 * size]),
        ];
    }

    private static async Task AskAsync(HttpClient http)
    {
        using var content = new StringContent(Body, null, "application/json");
        using var answer = await http.PostAsync("invocations", content, Patience.Token());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
