using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tracking.Telemetry.Tests;

/// <summary>An export with a source and a meter of its own, so that tests beside it are not sent along.</summary>
internal sealed class TelemetryRig : IDisposable
{
    private readonly TelemetryExport? _export;

    public TelemetryRig(Uri? collector, params (string Name, string Value)[] variables)
    {
        var name = $"telemetry-{Guid.NewGuid():N}";
        Source = new ActivitySource(name);
        Meter = new Meter(name);
        var all = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        if (collector is not null)
        {
            all["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.ToString();
            all.TryAdd("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        }

        _export = TelemetryExport.Start(all, new TelemetrySources("ours", "1.2", [name], [name]), Warnings.Enqueue);
    }

    public ActivitySource Source { get; }

    public Meter Meter { get; }

    public ConcurrentQueue<string> Warnings { get; } = new();

    public bool IsSending => _export is not null;

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _export?.Dispose();
        Source.Dispose();
        Meter.Dispose();
    }
}
