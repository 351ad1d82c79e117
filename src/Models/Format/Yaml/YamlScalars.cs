using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tracking.Models.Format.Yaml;

/// <summary>What a YAML scalar stands for, by the rules of YAML 1.1 as PyYAML's safe loader applies them.</summary>
internal static partial class YamlScalars
{
    private static readonly HashSet<string> Nulls = new(StringComparer.Ordinal) { "", "~", "null", "Null", "NULL" };

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<",
    };

    private static readonly SearchValues<char> RiskyInPlain = SearchValues.Create(" :#\n\r\t");

    /// <summary>Whether the scalar was written without quotes, so that its text decides its type.</summary>
    public static bool IsPlain(YamlScalarNode node) => node.Style is ScalarStyle.Plain;

    public static bool IsNull(YamlNode node) => node is YamlScalarNode scalar && IsPlain(scalar)
        && Nulls.Contains(scalar.Value ?? "");

    /// <summary>true, false, or null where the scalar is no boolean.</summary>
    public static bool? AsFlag(YamlScalarNode node) => !IsPlain(node) ? null : node.Value switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    public static long? AsInteger(YamlScalarNode node) =>
        IsPlain(node) && Integer().IsMatch(node.Value!)
        && long.TryParse(node.Value!.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var value) ? value : null;

    public static double? AsNumber(YamlScalarNode node) =>
        IsPlain(node) && Number().IsMatch(node.Value!)
        && double.TryParse(node.Value!.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float,
            CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>The scalar as JSON; what JSON cannot hold (infinities, NaN, dates) stays text.</summary>
    public static JsonNode? ToJson(YamlScalarNode node)
    {
        if (IsNull(node))
        {
            return null;
        }

        return AsFlag(node) is { } flag ? JsonValue.Create(flag)
            : AsInteger(node) is { } integer ? JsonValue.Create(integer)
            : AsNumber(node) is { } number ? JsonValue.Create(number)
            : JsonValue.Create(node.Value ?? "");
    }

    /// <summary>A text scalar, quoted wherever some YAML reader could take it for a number, a date or a flag.</summary>
    public static YamlScalarNode FromText(string text) => new(text)
    {
        Style = NeedsQuotes(text) ? ScalarStyle.SingleQuoted : ScalarStyle.Plain,
    };

    public static YamlScalarNode FromLiteral(string literal) => new(literal) { Style = ScalarStyle.Plain };

    private static bool NeedsQuotes(string text) => Reserved.Contains(text)
        || (text[0] is '+' or '-' or '.' or (>= '0' and <= '9') && !Version().IsMatch(text))
        || text.AsSpan().ContainsAny(RiskyInPlain);

    // Not NonBacktracking, whose engine is built at run time; these patterns never look at a character twice.
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex("^[-+]?(0|[1-9][0-9_]*)$", Options)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)([eE][-+][0-9]+)?$", Options)]
    private static partial Regex Number();

    /// <summary>Two dots or more: no number and no date has them.</summary>
    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9a-zA-Z.]+$", Options)]
    private static partial Regex Version();
}
