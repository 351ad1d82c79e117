using System.Globalization;
using System.Text;

namespace Tracking.Serving.Operations.Exposition;

/// <summary>Writes Prometheus's text format 0.0.4.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    public static string Labels(string model, string version, string? label = null, string? value = null) =>
        $"model=\"{Escape(model)}\",version=\"{Escape(version)}\""
        + (label is null ? string.Empty : $",{label}=\"{Escape(value ?? string.Empty)}\"");

    public void Family(string name, string type, string help) =>
        _text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");

    public void Sample(string name, string labels, double value) =>
        _text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {value:R}\n");

    public void Histogram(string name, string labels, SeriesValues values)
    {
        var below = 0L;
        for (var i = 0; i < values.Counts.Count; i++)
        {
            below += values.Counts[i];
            var bound = i < values.Bounds.Count
                ? values.Bounds[i].ToString("R", CultureInfo.InvariantCulture)
                : "+Inf";
            Sample(name + "_bucket", $"{labels},le=\"{bound}\"", below);
        }

        Sample(name + "_sum", labels, values.Sum);
        Sample(name + "_count", labels, below);
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
