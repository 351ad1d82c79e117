using Tracking.Server.Operations.Telemetry;
using Tracking.TestKit;

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

        var traces = collector.Received("/v1/traces");
        Assert.Contains("POST /api/2.0/mlflow/runs/create", traces, StringComparison.Ordinal);
        Assert.Contains("store write", traces, StringComparison.Ordinal);
        Assert.Contains("my-tracking", traces, StringComparison.Ordinal);
        var metrics = collector.Received("/v1/metrics");
        Assert.Contains("tracking.store.commit.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
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
        Assert.Contains("tracking-server", collector.Received("/mine"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_SERVICE_NAME=x", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c,OTEL_SDK_DISABLED=true", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c,OTEL_METRICS_EXPORTER=none", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://c", false, true)]
    [InlineData("OTEL_TRACES_EXPORTER=otlp", true, false)]
    public void Only_what_the_variables_ask_for_is_sent(string variables, bool traces, bool metrics)
    {
        var asked = new OtlpVariables(variables
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]));

        Assert.Equal((traces, metrics), (asked.HasTraces, asked.HasMetrics));
    }
}
