using System.Net;
using System.Net.Sockets;
using Tracking.TestKit;
using Tracking.TestKit.Otlp;

namespace Tracking.Telemetry.Tests;

public class TroubleSpecs
{
    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("http/json")]
    [InlineData("grpc")]
    public void A_collector_that_is_down_is_told_of_once_for_all_signals(string protocol)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        var rig = new TelemetryRig(
            new Uri($"http://user:secret@127.0.0.1:{port}"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "1000"));
        using (rig)
        {
            rig.Source.StartActivity("one")!.Dispose();
            rig.Meter.CreateCounter<int>("count").Add(1);
        }

        var warning = Assert.Single(rig.Warnings);
        Assert.StartsWith($"The OpenTelemetry collector at http://127.0.0.1:{port} cannot be reached", warning);
    }

    [Fact]
    public async Task A_collector_that_refuses_is_named_with_its_answer()
    {
        await using var collector = await OtlpCollector.StartAsync(status: 404);
        var rig = new TelemetryRig(collector.Address);
        using (rig)
        {
            rig.Source.StartActivity("one")!.Dispose();
        }

        Assert.Contains(rig.Warnings, line => line.EndsWith(
            $"{collector.Address}v1/traces answered 404; what it is sent is dropped.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_waits_for_a_collector_that_does_not_answer()
    {
        var asked = new TaskCompletionSource();
        var answers = new TaskCompletionSource();
        await using var collector = await OtlpCollector.StartAsync(beforeAnswer: () =>
        {
            asked.TrySetResult();
            return answers.Task;
        });
        using var rig = new TelemetryRig(
            collector.Address, ("OTEL_BSP_SCHEDULE_DELAY", "1"), ("OTEL_METRICS_EXPORTER", "none"));
        rig.Source.StartActivity("first")!.Dispose();
        await Patience.For(asked.Task, "the collector to be asked");

        // Five times what the queue holds: who waited for the collector would wait for ever.
        for (var i = 0; i < 10_000; i++)
        {
            rig.Source.StartActivity("further")!.Dispose();
        }

        answers.SetResult();
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/xml", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http/xml', expected")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT is not a URL")]
    public async Task A_value_that_makes_no_sense_is_told_and_passed_over(string name, string value, string told)
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var rig = new TelemetryRig(collector.Address, ("OTEL_EXPORTER_OTLP_TIMEOUT", "1000"), (name, value));

        Assert.True(rig.IsSending);
        Assert.Contains(rig.Warnings, line => line.StartsWith(told, StringComparison.Ordinal));
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
