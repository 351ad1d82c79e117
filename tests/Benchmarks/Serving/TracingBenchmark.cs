using System.Globalization;
using Tracking.Benchmarks.Load;
using Tracking.Serving;
using Tracking.Telemetry;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// What traces cost: /invocations of a tiny model without them, with every request sent to a collector that throws
/// away what it gets, and with one request of a hundred; all in this process, in turns.
/// </summary>
internal static class TracingBenchmark
{
    private const int RoundCount = 7;
    private static readonly string[] Ways = ["none", "every request", "one of a hundred"];
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var host = await TinyModel.ServeAsync(folder, cancellationToken);
        await using var sink = await EchoHost.StartAsync(
            cancellationToken, context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        var request = KeepAliveLoad.Post("/invocations", TinyModel.Body(1));
        var table = new ResultTable("traces", "connections", "requests/s", "of those without");
        foreach (var connections in (int[])[1, 32])
        {
            var medians = await Rounds.MediansAsync(
                RoundCount,
                () => KeepAliveLoad.MeasureAsync(host.Address, request, connections, Round),
                () => TracedAsync(sink.Address, "always_on", host.Address, request, connections),
                () => TracedAsync(sink.Address, "traceidratio", host.Address, request, connections));
            foreach (var (i, name) in Ways.Index())
            {
                table.Add(
                    name,
                    $"{connections}",
                    ResultTable.Number(medians[i]),
                    (medians[i] / medians[0]).ToString("F2", CultureInfo.InvariantCulture));
            }
        }

        await table.WriteToAsync(output);
    }

    // What is left in the queue is sent after the round, so that each begins with an empty one.
    private static async Task<double> TracedAsync(
        Uri sink, string sampler, Uri host, byte[] request, int connections)
    {
        var variables = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRICS_EXPORTER"] = "none",
            ["OTEL_TRACES_SAMPLER"] = sampler,
            ["OTEL_TRACES_SAMPLER_ARG"] = "0.01",
        };
        using var export = TelemetryExport.Start(
            variables,
            new TelemetrySources("tracking-serve", "0", [ServingTelemetry.Name], []),
            warning => throw new InvalidOperationException(warning));
        return await KeepAliveLoad.MeasureAsync(host, request, connections, Round);
    }
}
