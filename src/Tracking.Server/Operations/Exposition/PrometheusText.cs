using System.Globalization;
using System.Text;

namespace Tracking.Server.Operations.Exposition;

/// <summary>Writes Prometheus's text format 0.0.4, or OpenMetrics 1.0, which differs in little.</summary>
internal sealed class PrometheusText(bool isOpenMetrics)
{
    private readonly StringBuilder _text = new();

    public string ContentType => isOpenMetrics
        ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";

    public void Family(MetricFamily family)
    {
        var isCounter = family.Type is MetricType.Counter or MetricType.ObservedCounter;
        var sampleName = isCounter ? family.Name + "_total" : family.Name;
        var familyName = isOpenMetrics ? family.Name : sampleName;
        var help = family.Help
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);
        _text.Append("# HELP ").Append(familyName).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE ").Append(familyName).Append(' ').Append(TypeOf(family.Type)).Append('\n');
        if (isOpenMetrics && family.Unit.Length > 0)
        {
            _text.Append("# UNIT ").Append(familyName).Append(' ').Append(family.Unit).Append('\n');
        }

        foreach (var series in family.Series)
        {
            series.Write(this, sampleName);
        }
    }

    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(NumberOf(value)).Append('\n');
    }

    public void Bucket(string name, string labels, double bound, long count)
    {
        var separator = labels.Length > 0 ? "," : "";
        Sample(name + "_bucket", $"{labels}{separator}le=\"{BoundOf(bound)}\"", count);
    }

    public string End() => _text.Append(isOpenMetrics ? "# EOF\n" : "").ToString();

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.Counter or MetricType.ObservedCounter => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    /// <summary>OpenMetrics wants a fraction in every bound; the older format takes it as well.</summary>
    private static string BoundOf(double bound)
    {
        var text = NumberOf(bound);
        return double.IsInteger(bound) ? text + ".0" : text;
    }

    private static string NumberOf(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
