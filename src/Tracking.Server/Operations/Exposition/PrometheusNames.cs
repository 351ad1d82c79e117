using System.Globalization;
using System.Text;

namespace Tracking.Server.Operations.Exposition;

/// <summary>OpenTelemetry's names as Prometheus writes them.</summary>
internal static class PrometheusNames
{
    /// <summary>Annotations in braces are no units.</summary>
    public static string UnitOf(string? unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        _ => "",
    };

    public static string NameOf(string name, string unit)
    {
        var clean = Clean(name);
        return unit.Length == 0 || clean.EndsWith("_" + unit, StringComparison.Ordinal) ? clean : $"{clean}_{unit}";
    }

    /// <summary>Sorted by name; tags without a value are left out.</summary>
    public static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags, IReadOnlyList<string>? wanted)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            if (value is not null && (wanted is null || wanted.Contains(name)))
            {
                labels[Clean(name)] = Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            }
        }

        return string.Join(',', labels.Select(label => $"{label.Key}=\"{label.Value}\""));
    }

    public static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            clean.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return clean.ToString();
    }
}
