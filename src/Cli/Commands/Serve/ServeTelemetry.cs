using Tracking.Serving;
using Tracking.Telemetry;

namespace Tracking.Cli.Commands.Serve;

/// <summary>What the serve host sends to an OpenTelemetry collector.</summary>
internal static class ServeTelemetry
{
    private const string WebServer = "Microsoft.AspNetCore";

    /// <summary>Begins to send what variables of the file or the environment ask for; null where they do not.</summary>
    public static TelemetryExport? Start(IReadOnlyDictionary<string, string> file, TextWriter notes)
    {
        var gate = new Lock();
        return TelemetryExport.Start(
            OpenTelemetryVariables.Over(file),
            new TelemetrySources(
                "tracking-serve",
                ProductVersion.Text,
                [ServingTelemetry.Name],
                [ServingTelemetry.Name, WebServer + ".Hosting", WebServer + ".Server.Kestrel", "System.Runtime"]),
            line =>
            {
                lock (gate)
                {
                    notes.WriteLine("Warning: " + line.ReplaceLineEndings(" "));
                    notes.Flush();
                }
            });
    }
}
