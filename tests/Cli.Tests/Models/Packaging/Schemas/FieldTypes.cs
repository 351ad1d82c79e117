using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tracking.Cli.Tests.Models.Packaging.Schemas;

/// <summary>The types of single values.</summary>
internal static partial class FieldTypes
{
    private static readonly Dictionary<string, Regex> Texts = new()
    {
        ["text"] = AnyText(),
        ["name"] = DnsLabel(),
        ["label"] = LabelValue(),
        ["port-name"] = PortName(),
        ["path"] = AbsolutePath(),
        ["image"] = Image(),
        ["quantity"] = Quantity(),
        ["duration"] = Duration(),
        ["published-port"] = PublishedPort(),
        ["user"] = User(),
    };

    public static bool Fits(YamlNode node, string type)
    {
        if (node is not YamlScalarNode { Value: { } value } scalar)
        {
            return false;
        }

        var isPlain = scalar.Style == ScalarStyle.Plain;
        return type switch
        {
            "bool" => isPlain && value is "true" or "false",
            "count" => isPlain && IsIn(value, 0, 1000),
            _ when type.StartsWith("int ", StringComparison.Ordinal) => isPlain && IsIn(value, type["int ".Length..]),
            _ when type.StartsWith('=') => value == type[1..],
            _ when type.Contains('|', StringComparison.Ordinal) => type.Split('|').Contains(value) && IsText(scalar),
            _ when Texts.TryGetValue(type, out var pattern) => pattern.IsMatch(value) && IsText(scalar),
            _ => throw new InvalidOperationException($"The schema speaks of '{type}', which is no type."),
        };
    }

    // What YAML 1.1, which Kubernetes reads, takes for a number, a truth value or nothing must be quoted to be text.
    private static bool IsText(YamlScalarNode scalar) =>
        scalar.Style != ScalarStyle.Plain || !OtherThanText().IsMatch(scalar.Value!);

    private static bool IsIn(string value, string range)
    {
        var bounds = range.Split("..").Select(bound => long.Parse(bound, CultureInfo.InvariantCulture)).ToArray();
        return IsIn(value, bounds[0], bounds[1]);
    }

    private static bool IsIn(string value, long least, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most;

    [GeneratedRegex("^([-+.0-9].*|~|null|true|false|yes|no|on|off|y|n|)$", RegexOptions.IgnoreCase)]
    private static partial Regex OtherThanText();

    [GeneratedRegex(@"\A[^\0]*\z")]
    private static partial Regex AnyText();

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"\A[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"\A(?=[-a-z0-9]{1,15}\z)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex PortName();

    [GeneratedRegex(@"\A/[-A-Za-z0-9_./]*\z")]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"\A[a-z0-9][-a-z0-9.:/_]*:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}\z")]
    private static partial Regex Image();

    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?\z")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"\A([0-9]+(ms|s|m|h))+\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A127\.0\.0\.1:[0-9]{1,5}:[0-9]{1,5}\z")]
    private static partial Regex PublishedPort();

    [GeneratedRegex(@"\A[1-9][0-9]*:[1-9][0-9]*\z")]
    private static partial Regex User();
}
