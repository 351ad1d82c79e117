using System.Collections;

namespace Tracking.Cli.Commands;

/// <summary>OpenTelemetry's standard variables of this process.</summary>
internal static class OpenTelemetryVariables
{
    public static Dictionary<string, string> Read() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Where(entry => entry.Key is string name && name.StartsWith("OTEL_", StringComparison.Ordinal))
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
