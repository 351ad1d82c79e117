using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tracking.Telemetry.Json;

namespace Tracking.Telemetry;

/// <summary>OpenTelemetry's own collection and export, set up by its variables alone.</summary>
internal sealed class OtlpProviders : IDisposable
{
    private const string Traces = "TRACES";
    private const string Metrics = "METRICS";
    private const int MostMillisecondsAtTheEnd = 10_000;

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    public OtlpProviders(OtlpVariables variables, TelemetrySources sources, Action<string> warn)
    {
        foreach (var problem in variables.Problems())
        {
            warn(problem);
        }

        var known = OnlySensible(variables);
        var reach = new CollectorReach(warn);
        if (known.HasTraces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(Configuration(known)))
                .ConfigureResource(resource => Describe(resource, known, sources))
                .AddSource([.. sources.Spans])
                .AddOtlpExporter(exporter => Address(exporter, known, Traces, reach))
                .Build();
        }

        if (known.HasMetrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(Configuration(known)))
                .ConfigureResource(resource => Describe(resource, known, sources))
                .AddMeter([.. sources.Meters])
                .AddOtlpExporter(exporter => Address(exporter, known, Metrics, reach))
                .Build();
        }
    }

    public void Dispose()
    {
        Parallel.Invoke(
            () => _traces?.Shutdown(MostMillisecondsAtTheEnd), () => _metrics?.Shutdown(MostMillisecondsAtTheEnd));
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    // OpenTelemetry would fall back without a word, and does not know of JSON at all.
    private static OtlpVariables OnlySensible(OtlpVariables variables) => new(variables.Values
        .Where(pair => !pair.Key.EndsWith("PROTOCOL", StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key, pair => pair.Value)
        .Concat(Protocols(variables))
        .ToDictionary(pair => pair.Key, pair => pair.Value));

    private static IEnumerable<KeyValuePair<string, string>> Protocols(OtlpVariables variables) =>
        from signal in (string[])[Traces, Metrics]
        where variables.ProtocolOf(signal) is not null
        select KeyValuePair.Create($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL", variables.ProtocolOf(signal)!);

    private static IConfiguration Configuration(OtlpVariables variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Values
            .Where(pair => pair.Value != OtlpVariables.JsonProtocol)
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();

    private static void Address(
        OtlpExporterOptions exporter, OtlpVariables variables, string signal, CollectorReach reach)
    {
        var protocol = variables.ProtocolOf(signal);
        var isJson = protocol == OtlpVariables.JsonProtocol;
        if (protocol is not null)
        {
            exporter.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        }

        if (variables.OwnEndpointOf(signal) is { } endpoint)
        {
            exporter.Endpoint = endpoint;
        }

        if (variables.HeadersOf(signal) is { } headers)
        {
            exporter.Headers = headers;
        }

        if (isJson)
        {
            // What is packed cannot be written anew.
            exporter.Compression = OtlpExportCompression.None;
        }

        var patience = TimeSpan.FromMilliseconds(exporter.TimeoutMilliseconds);
        var message = !isJson ? null : signal == Traces ? OtlpSchema.Traces : OtlpSchema.Metrics;
        exporter.HttpClientFactory = () => new HttpClient(new CollectorHandler(reach, message)) { Timeout = patience };
    }

    private static void Describe(ResourceBuilder resource, OtlpVariables variables, TelemetrySources sources)
    {
        if (variables.NameService)
        {
            resource.AddService(sources.ServiceName, serviceVersion: sources.ServiceVersion);
        }
    }
}
