using System.Collections;

namespace Tracking.Cli.Commands;

/// <summary>OpenTelemetry's standard variables.</summary>
internal static class OpenTelemetryVariables
{
    /// <summary>Those of a file, and over them those of this process.</summary>
    public static Dictionary<string, string> Over(IReadOnlyDictionary<string, string> file)
    {
        var all = file.ToDictionary();
        foreach (var (name, value) in Read())
        {
            all[name] = value;
        }

        return all;
    }

    /// <summary>Those of this process.</summary>
    public static Dictionary<string, string> Read() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Where(entry => entry.Key is string name && name.StartsWith("OTEL_", StringComparison.Ordinal))
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
