using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracking.Server.Hosting;
using Tracking.Server.Operations.Exposition;
using Tracking.Telemetry;

namespace Tracking.Server.Operations.Telemetry;

/// <summary>Sends spans of requests and of the store, and metrics, if asked to; disposing sends the rest.</summary>
internal sealed class ServerTelemetry(IReadOnlyDictionary<string, string> variables, IServiceProvider services)
    : IDisposable
{
    private const string WebServer = "Microsoft.AspNetCore";
    private const string Stores = "Tracking.Stores";

    private readonly TelemetryExport? _export = TelemetryExport.Start(
        variables,
        new TelemetrySources(
            "tracking-server",
            InfoPages.Version,
            [WebServer, Stores],
            [WebServer + ".Hosting", Stores, ServerMeter.Name, ProcessMeter.Name]),
        Warning(services.GetRequiredService<ILoggerFactory>().CreateLogger<ServerTelemetry>()));

    /// <summary>Whether anything is sent.</summary>
    public bool IsSending => _export is not null;

    public void Dispose() => _export?.Dispose();

    private static Action<string> Warning(ILogger logger) => line => logger.LogWarning("{Problem}", line);
}
