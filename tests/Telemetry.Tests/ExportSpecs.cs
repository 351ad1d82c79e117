using System.Diagnostics;
using Tracking.TestKit.Otlp;

namespace Tracking.Telemetry.Tests;

public class ExportSpecs
{
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    public static TheoryData<string> Protocols => ["http/protobuf", "http/json"];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_span_arrives_as_it_was_made(string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync();
        Activity span;
        using (var rig = new TelemetryRig(collector.Address, (Protocol, protocol)))
        {
            var caller = ActivityContext.Parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b");
            span = rig.Source.StartActivity("größe", ActivityKind.Server, caller, null, [new ActivityLink(caller)])!;
            span.SetTag("text", "\"ä\"").SetTag("yes", true).SetTag("count", -5L).SetTag("share", 0.25);
            span.SetTag("list", (string[])["a", "b"]).AddEvent(new ActivityEvent("event"));
            span.SetStatus(ActivityStatusCode.Error).Dispose();
        }

        var got = Assert.Single(collector.Spans);
        Assert.Equal(("größe", "ours", "a=b"), (got.Name, got.Service, got.TraceState));
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (got.TraceId, got.ParentId));
        Assert.Equal(["b7ad6b7169203331"], got.Links);
        Assert.Equal(["event"], got.Events);
        Assert.Equal((2, 2, $"{span.SpanId}"), (got.Kind, got.Status, got.SpanId));
        Assert.Equal((ulong)(span.StartTimeUtc - DateTime.UnixEpoch).Ticks * 100, got.Nanoseconds.Start);
        Assert.Equal(
            ["count=-5", "list=a;b", "share=0.25", "text=\"ä\"", "yes=true"],
            got.Attributes.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Figures_of_every_kind_arrive_with_their_labels(string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync();
        using (var rig = new TelemetryRig(collector.Address, (Protocol, protocol)))
        {
            rig.Meter.CreateCounter<long>("counted").Add(-3, new KeyValuePair<string, object?>("model", "m"));
            rig.Meter.CreateObservableGauge("level", () => 2.5);
            var times = rig.Meter.CreateHistogram<double>(
                "times", "s", null, null, new() { HistogramBucketBoundaries = [0.5, 1] });
            times.Record(0.1);
            times.Record(0.2);
            times.Record(7);
        }

        var got = collector.Metrics.ToDictionary(metric => metric.Name);
        Assert.Equal(("sum", -3d), (got["counted"].Kind, got["counted"].Value));
        Assert.Equal("m", got["counted"].Attributes["model"]);
        Assert.Equal(("gauge", 2.5), (got["level"].Kind, got["level"].Value));
        Assert.Equal(("histogram", 3d), (got["times"].Kind, got["times"].Value));
        Assert.Equal([0.5, 1], got["times"].Buckets.Bounds);
        Assert.Equal([2UL, 0, 1], got["times"].Buckets.Counts);
    }

    [Fact]
    public async Task Headers_paths_and_names_are_those_of_the_variables()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using (var rig = new TelemetryRig(
            null,
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", new Uri(collector.Address, "mine/v1/traces").ToString()),
            ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-shared=1"),
            ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-key=secret"),
            ("OTEL_RESOURCE_ATTRIBUTES", "service.name=theirs,region=eu")))
        {
            rig.Source.StartActivity("one")!.Dispose();
            rig.Meter.CreateCounter<int>("not asked for").Add(1);
        }

        var request = Assert.Single(collector.Requests);
        Assert.Equal("/mine/v1/traces", request.Path);
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("secret", request.Headers["x-key"]);
        Assert.Equal("theirs", Assert.Single(request.Spans).Service);
    }

    [Theory]
    [InlineData("always_on", "", true)]
    [InlineData("always_off", "", false)]
    [InlineData("traceidratio", "0", false)]
    [InlineData("parentbased_traceidratio", "1", true)]
    public async Task The_sampler_is_that_of_the_variables(string sampler, string argument, bool isSampled)
    {
        await using var collector = await OtlpCollector.StartAsync();
        using (var rig = new TelemetryRig(
            collector.Address, ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument)))
        {
            rig.Source.StartActivity("one")?.Dispose();
        }

        Assert.Equal(isSampled ? 1 : 0, collector.Spans.Count);
    }
}
