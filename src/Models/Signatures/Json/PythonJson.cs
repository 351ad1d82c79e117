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
                AppendMap(text, map, indent, level);
                break;
            case JsonArray list:
                AppendList(text, list, indent, level);
                break;
            case var value when value.GetValueKind() == JsonValueKind.String:
                AppendText(text, value.ToString());
                break;
            default:
                text.Append(Literal(node));
                break;
        }
    }

    private static void AppendMap(StringBuilder text, JsonObject map, int indent, int level)
    {
        text.Append('{');
        foreach (var (key, value) in map)
        {
            AppendSeparator(text, indent, level + 1);
            AppendText(text, key);
            text.Append(": ");
            Append(text, value, indent, level + 1);
        }

        AppendEnd(text, '}', indent, level);
    }

    private static void AppendList(StringBuilder text, JsonArray list, int indent, int level)
    {
        text.Append('[');
        foreach (var item in list)
        {
            AppendSeparator(text, indent, level + 1);
            Append(text, item, indent, level + 1);
        }

        AppendEnd(text, ']', indent, level);
    }

    /// <summary>What stands before an entry; the first one comes right after its bracket.</summary>
    private static void AppendSeparator(StringBuilder text, int indent, int level)
    {
        var isFirst = text[^1] is '[' or '{';
        text.Append(isFirst ? "" : indent == 0 ? ", " : ",");
        AppendBreak(text, indent, level);
    }

    private static void AppendEnd(StringBuilder text, char bracket, int indent, int level)
    {
        if (text[^1] is not ('[' or '{'))
        {
            AppendBreak(text, indent, level);
        }

        text.Append(bracket);
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
        if (e >= 0)
        {
            var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return text[..e] + exponent.ToString("'e+'00;'e-'00", CultureInfo.InvariantCulture);
        }

        return Math.Abs(value) >= 1e16 ? WithExponent(text)
            : text.Contains('.', StringComparison.Ordinal) ? text
            : text + ".0";
    }

    /// <summary>Python turns to exponents from 1e16 on, .NET only from 1e17.</summary>
    private static string WithExponent(string whole)
    {
        var sign = whole[0] == '-' ? "-" : "";
        var fraction = whole[(sign.Length + 1)..].TrimEnd('0');
        return $"{sign}{whole[sign.Length]}{(fraction.Length == 0 ? "" : ".")}{fraction}e+16";
    }
}
