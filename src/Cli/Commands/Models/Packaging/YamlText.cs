using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>A mapping in the order in which it is written.</summary>
internal sealed class YamlMap : List<KeyValuePair<string, object>>
{
    /// <summary>Adds a text, a whole number, a truth value, a <see cref="YamlMap"/> or a sequence of these.</summary>
    public void Add(string key, object value) => Add(new KeyValuePair<string, object>(key, value));
}

/// <summary>Writes YAML that every reader takes for what was meant: doubtful text is quoted.</summary>
internal static partial class YamlText
{
    /// <summary>Documents, each after a line of three dashes if there are several.</summary>
    public static string Write(params IReadOnlyList<YamlMap> documents)
    {
        var text = new StringBuilder();
        foreach (var document in documents)
        {
            text.Append(documents.Count > 1 ? "---\n" : "");
            WriteMap(text, document, 0, isInline: false);
        }

        return text.ToString();
    }

    /// <summary>One text, quoted where it must be.</summary>
    public static string Scalar(string value) =>
        Plain().IsMatch(value) && !Reserved().IsMatch(value) ? value : Quote(value);

    private static void WriteMap(StringBuilder text, YamlMap map, int indent, bool isInline)
    {
        foreach (var (key, value) in map)
        {
            text.Append(' ', isInline ? 0 : indent).Append(Scalar(key)).Append(':');
            isInline = false;
            WriteValue(text, value, indent);
        }
    }

    private static void WriteValue(StringBuilder text, object value, int indent)
    {
        switch (value)
        {
            case YamlMap { Count: 0 }:
                text.Append(" {}\n");
                break;
            case YamlMap map:
                text.Append('\n');
                WriteMap(text, map, indent + 2, isInline: false);
                break;
            case IReadOnlyCollection<object> { Count: 0 }:
                text.Append(" []\n");
                break;
            case IReadOnlyCollection<object> items:
                text.Append('\n');
                WriteItems(text, items, indent + 2);
                break;
            default:
                text.Append(' ').Append(Single(value)).Append('\n');
                break;
        }
    }

    private static void WriteItems(StringBuilder text, IReadOnlyCollection<object> items, int indent)
    {
        foreach (var item in items)
        {
            text.Append(' ', indent).Append("- ");
            if (item is YamlMap map)
            {
                WriteMap(text, map, indent + 2, isInline: true);
            }
            else
            {
                text.Append(Single(item)).Append('\n');
            }
        }
    }

    private static string Single(object value) => value switch
    {
        string text => Scalar(text),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"YAML is not written from a {value.GetType().Name}.", nameof(value)),
    };

    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            text.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                >= ' ' and <= '~' => rune.ToString(),
                <= 0xFFFF => $"\\u{rune.Value:X4}",
                _ => $"\\U{rune.Value:X8}",
            });
        }

        return text.Append('"').ToString();
    }

    // No dots or digits first, so that no version, number, date or time can come of it.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_./-]*\\z")]
    private static partial Regex Plain();

    [GeneratedRegex("^(true|false|yes|no|on|off|null|y|n)\\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
