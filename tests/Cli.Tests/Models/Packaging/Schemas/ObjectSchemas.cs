using YamlDotNet.RepresentationModel;

namespace Tracking.Cli.Tests.Models.Packaging.Schemas;

/// <summary>
/// Holds objects against the fields of their types, as a file states them: nothing unknown, nothing missing, and every
/// value of its type in a spelling that no reader of YAML takes for another.
/// </summary>
internal sealed class ObjectSchemas
{
    private const char Required = '!';
    private readonly Dictionary<string, YamlMappingNode> _types;

    private ObjectSchemas(YamlMappingNode file) => _types = file.ToDictionary(
        pair => pair.Key.ToString(), pair => (YamlMappingNode)pair.Value);

    public static ObjectSchemas Kubernetes { get; } = Read("kubernetes.yaml");

    public static ObjectSchemas Compose { get; } = Read("compose.yaml");

    /// <summary>The faults of an object of Kubernetes, whose kind is its type.</summary>
    public IReadOnlyList<string> ProblemsOf(YamlMappingNode document) => document.At("kind") is YamlScalarNode kind
        ? ProblemsOf(document, kind.Value!)
        : [$"line {document.Start.Line} has no kind"];

    public IReadOnlyList<string> ProblemsOf(YamlMappingNode document, string type)
    {
        var problems = new List<string>();
        Check(document, new YamlScalarNode(type), type, problems);
        return problems;
    }

    private static ObjectSchemas Read(string file) => new(Yaml.Read(File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Models", "Packaging", "Schemas", file))).Single());

    private void Check(YamlNode node, YamlNode type, string path, List<string> problems)
    {
        switch (type)
        {
            case YamlSequenceNode list:
                CheckItems(node, list.Single(), path, problems);
                break;
            case YamlMappingNode map:
                CheckEntries(node, map.Single(), path, problems);
                break;
            case YamlScalarNode { Value: { } name } when _types.TryGetValue(name, out var fields):
                CheckFields(node, fields, path, problems);
                break;
            case YamlScalarNode { Value: { } name } when !FieldTypes.Fits(node, name):
                problems.Add($"{path} is {node}, expected {name}");
                break;
            default:
                break;
        }
    }

    private void CheckItems(YamlNode node, YamlNode type, string path, List<string> problems)
    {
        if (node is not YamlSequenceNode { Children.Count: > 0 } items)
        {
            problems.Add($"{path} is no list of one or more");
            return;
        }

        foreach (var (i, item) in items.Index())
        {
            Check(item, type, $"{path}[{i}]", problems);
        }
    }

    private void CheckEntries(
        YamlNode node, KeyValuePair<YamlNode, YamlNode> type, string path, List<string> problems)
    {
        if (node is not YamlMappingNode { Children.Count: > 0 } entries)
        {
            problems.Add($"{path} is no mapping of one or more");
            return;
        }

        foreach (var (key, value) in entries)
        {
            Check(key, type.Key, $"a key of {path}", problems);
            Check(value, type.Value, $"{path}.{key}", problems);
        }
    }

    private void CheckFields(YamlNode node, YamlMappingNode fields, string path, List<string> problems)
    {
        if (node is not YamlMappingNode map)
        {
            problems.Add($"{path} is no mapping");
            return;
        }

        var types = fields.ToDictionary(field => field.Key.ToString().TrimEnd(Required), field => field.Value);
        foreach (var (key, value) in map)
        {
            if (types.TryGetValue(key.ToString(), out var type))
            {
                Check(value, type, $"{path}.{key}", problems);
            }
            else
            {
                problems.Add($"{path} has no field {key}");
            }
        }

        problems.AddRange(fields.Children.Keys.Select(field => field.ToString())
            .Where(field => field.EndsWith(Required) && !map.Children.ContainsKey(field.TrimEnd(Required)))
            .Select(field => $"{path} lacks {field.TrimEnd(Required)}"));
    }
}
