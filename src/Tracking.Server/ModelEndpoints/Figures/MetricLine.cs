using System.Globalization;
using System.Text;

namespace Tracking.Server.ModelEndpoints.Figures;

/// <summary>One sample of Prometheus's text format.</summary>
/// <param name="Name">Of the family, with <c>_bucket</c> and the like.</param>
/// <param name="Labels">By name.</param>
/// <param name="Value">A number.</param>
internal readonly record struct MetricLine(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>The samples of a page; what is none is left out.</summary>
    public static IEnumerable<MetricLine> ReadAll(string page)
    {
        foreach (var line in page.Split('\n'))
        {
            if (line.Length > 0 && line[0] != '#' && Read(line) is { } sample)
            {
                yield return sample;
            }
        }
    }

    private static MetricLine? Read(string line)
    {
        var brace = line.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0)
        {
            return null;
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = brace + 1;
        while (at < line.Length && line[at] != '}')
        {
            var equals = line.IndexOf("=\"", at, StringComparison.Ordinal);
            if (equals < 0)
            {
                return null;
            }

            var name = line[at..equals];
            at = equals + 2;
            labels[name] = ReadText(line, ref at);
            at += at < line.Length && line[at] == ',' ? 1 : 0;
        }

        return at < line.Length
            && double.TryParse(line.AsSpan(at + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? new MetricLine(line[..brace], labels, value)
                : null;
    }

    /// <summary>A label's value up to its closing quote, behind which <paramref name="at"/> then is.</summary>
    private static string ReadText(string line, ref int at)
    {
        var text = new StringBuilder();
        for (; at < line.Length && line[at] != '"'; at++)
        {
            if (line[at] != '\\' || at + 1 == line.Length)
            {
                text.Append(line[at]);
                continue;
            }

            at++;
            text.Append(line[at] == 'n' ? '\n' : line[at]);
        }

        at++;
        return text.ToString();
    }
}
