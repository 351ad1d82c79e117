using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tracking.Server.Hosting;
using Tracking.Server.Operations.Exposition;

namespace Tracking.Server.Operations.Telemetry;

/// <summary>
/// Sends spans of requests and of the store, and metrics, to an OpenTelemetry collector. Disposing sends what is left.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private const string WebServer = "Microsoft.AspNetCore";
    private const string Stores = "Tracking.Stores";

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    public OtlpExport(OtlpVariables variables)
    {
        if (variables.HasTraces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(Configuration(variables)))
                .ConfigureResource(resource => Describe(resource, variables))
                .AddSource(WebServer, Stores)
                .AddOtlpExporter(exporter => Address(exporter, variables, "TRACES"))
                .Build();
        }

        if (variables.HasMetrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(Configuration(variables)))
                .ConfigureResource(resource => Describe(resource, variables))
                .AddMeter(WebServer + ".Hosting", Stores, ServerMeter.Name, ProcessMeter.Name)
                .AddOtlpExporter(exporter => Address(exporter, variables, "METRICS"))
                .Build();
        }
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static IConfiguration Configuration(OtlpVariables variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();

    private static void Address(OtlpExporterOptions exporter, OtlpVariables variables, string signal)
    {
        if (variables.OwnEndpointOf(signal) is { } endpoint)
        {
            exporter.Endpoint = endpoint;
        }
    }

    private static void Describe(ResourceBuilder resource, OtlpVariables variables)
    {
        if (variables.NameService)
        {
            resource.AddService("tracking-server", serviceVersion: InfoPages.Version);
        }
    }
}
