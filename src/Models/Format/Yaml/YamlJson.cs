using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Signatures.Json;
using YamlDotNet.RepresentationModel;

namespace Tracking.Models.Format.Yaml;

/// <summary>YAML trees to JSON trees and back.</summary>
internal static class YamlJson
{
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => ToJson(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode scalar => YamlScalars.ToJson(scalar),
        _ => throw new ModelLoadException($"MLmodel line {node.Start.Line}: cannot be expressed as JSON."),
    };

    public static JsonObject ToJson(YamlMappingNode mapping)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            result[KeyOf(key)] = ToJson(value);
        }

        return result;
    }

    /// <summary>The text of a key; one that is null, however written, is <c>null</c>, as in Python's JSON.</summary>
    /// <exception cref="ModelLoadException">The key is a list or a mapping.</exception>
    public static string KeyOf(YamlNode key) => YamlScalars.IsNull(key)
        ? "null"
        : (key as YamlScalarNode)?.Value
            ?? throw new ModelLoadException($"MLmodel line {key.Start.Line}: a key must be text.");

    public static YamlNode ToYaml(JsonNode? node) => node switch
    {
        null => YamlScalars.FromLiteral("null"),
        JsonObject map => new YamlMappingNode(map.Select(
            entry => KeyValuePair.Create<YamlNode, YamlNode>(YamlScalars.FromText(entry.Key), ToYaml(entry.Value)))),
        JsonArray list => new YamlSequenceNode(list.Select(ToYaml)),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => YamlScalars.FromText(node.ToString()),
            JsonValueKind.Number => YamlScalars.FromLiteral(NumberText(node)),
            _ => YamlScalars.FromLiteral(node.ToJsonString()),
        },
    };

    /// <summary>YAML 1.1 takes 1e-05 for text: only a fraction makes it a number.</summary>
    private static string NumberText(JsonNode node)
    {
        var text = PythonJson.Literal(node).Replace('E', 'e');
        var e = text.IndexOf('e', StringComparison.Ordinal);
        if (e < 0)
        {
            return text;
        }

        var mantissa = text[..e].Contains('.', StringComparison.Ordinal) ? text[..e] : text[..e] + ".0";
        return text[e + 1] is '-' or '+' ? $"{mantissa}{text[e..]}" : $"{mantissa}e+{text[(e + 1)..]}";
    }
}
