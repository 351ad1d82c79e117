using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Models.Signatures.Json;

/// <summary>JSON as Python's json.dumps prints it by default: spaces after comma and colon, ASCII only.</summary>
internal static class PythonJson
{
    /// <param name="node">Any tree.</param>
    /// <param name="indent">Spaces per level, or 0 for one line.</param>
    public static string Print(JsonNode? node, int indent = 0)
    {
        var text = new StringBuilder();
        Append(text, node, indent, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, int indent, int level)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject map:
                AppendAll(text, '{', '}', map, indent, level, entry =>
                {
                    AppendText(text, entry.Key);
                    text.Append(": ");
                    return entry.Value;
                });
                break;
            case JsonArray list:
                AppendAll(text, '[', ']', list, indent, level, item => item);
                break;
            case var value when value.GetValueKind() == JsonValueKind.String:
                AppendText(text, value.ToString());
                break;
            default:
                text.Append(Literal(node));
                break;
        }
    }

    private static void AppendAll<T>(
        StringBuilder text, char open, char close, ICollection<T> items, int indent, int level, Func<T, JsonNode?> begin)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            text.Append(isFirst ? "" : indent == 0 ? ", " : ",");
            AppendBreak(text, indent, level + 1);
            Append(text, begin(item), indent, level + 1);
            isFirst = false;
        }

        if (!isFirst)
        {
            AppendBreak(text, indent, level);
        }

        text.Append(close);
    }

    private static void AppendBreak(StringBuilder text, int indent, int level)
    {
        if (indent > 0)
        {
            text.Append('\n').Append(' ', indent * level);
        }
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    /// <summary>A number, true or false; a number that was read keeps its digits.</summary>
    internal static string Literal(JsonNode node) =>
        node.AsValue().TryGetValue<JsonElement>(out var element) ? element.GetRawText()
        : node.AsValue().TryGetValue<double>(out var number) ? Float(number)
        : node.AsValue().TryGetValue<float>(out var single) ? Float(single)
        : node.ToJsonString();

    /// <summary>A float as Python's repr has it: shortest digits, always with a fraction or an exponent.</summary>
    private static string Float(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        if (e < 0)
        {
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        }

        var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent == 15
            ? WithoutExponent(text[..e])
            : $"{text[..e]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Python turns to exponents from 1e16 on, .NET already at 1e15.</summary>
    private static string WithoutExponent(string mantissa)
    {
        var sign = mantissa[0] == '-' ? "-" : "";
        var digits = mantissa[sign.Length..].Replace(".", "", StringComparison.Ordinal).PadRight(17, '0');
        return $"{sign}{digits[..16]}.{digits[16..]}";
    }
}
