using Tracking.TestKit;
using Tracking.TestKit.Otlp;

namespace Tracking.Server.Tests.Operations;

public sealed class TelemetrySpecs
{
    [Fact]
    public async Task Spans_of_requests_and_writes_and_metrics_reach_a_collector()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var server = await RunningTrackingServer.StartAsync(options => options with
        {
            OpenTelemetry = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_SERVICE_NAME"] = "my-tracking",
            },
        }))
        {
            await server.Client.NewRunAsync();
        }

        var request = Assert.Single(collector.Spans, span => span.Name == "POST /api/2.0/mlflow/runs/create");
        Assert.Contains(collector.Spans, span => span.Name == "store write" && span.TraceId == request.TraceId);
        Assert.Equal("my-tracking", request.Service);
        var metrics = collector.Metrics.Select(metric => metric.Name).ToList();
        Assert.Contains("tracking.store.commit.duration", metrics);
        Assert.Contains("http.server.request.duration", metrics);
    }

    [Fact]
    public async Task A_signal_with_an_address_of_its_own_goes_there_alone()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var server = await RunningTrackingServer.StartAsync(options => options with
        {
            OpenTelemetry = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = new Uri(collector.Address, "mine").ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
        }))
        {
            await server.Client.NewRunAsync();
        }

        Assert.Equal(["/mine"], collector.Paths);
        Assert.Contains(collector.Spans, span => span.Service == "tracking-server");
    }
}
