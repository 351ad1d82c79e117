using System.Text.Json.Nodes;
using Tracking.Models.Format.Yaml;
using YamlDotNet.RepresentationModel;

namespace Tracking.Models.Format;

/// <summary>A mapping in an MLmodel file, such as the options of a flavor. Every reader throws
/// <see cref="ModelLoadException"/> naming line and field where the value is of another kind.</summary>
public sealed class MlModelSection
{
    private readonly Dictionary<string, YamlNode> _entries = new(StringComparer.Ordinal);
    private readonly YamlMappingNode _node;

    internal MlModelSection(YamlMappingNode node, string path)
    {
        _node = node;
        Path = path;
        foreach (var (key, value) in node.Children)
        {
            _entries[YamlJson.KeyOf(key)] = value;
        }
    }

    /// <summary>Where the section is in the file, such as <c>flavors.onnx</c>; empty for the whole file.</summary>
    public string Path { get; }

    /// <summary>The keys in the order of the file, those without a value too.</summary>
    public IReadOnlyCollection<string> Keys => _entries.Keys;

    /// <summary>The text of a scalar as it stands in the file, or null where it is absent or null.</summary>
    /// <param name="key">A key of this section.</param>
    public string? Text(string key) => Find(key) is { } node ? Scalar(key, node, "text").Value : null;

    /// <summary>A whole number, or null where it is absent or null.</summary>
    /// <param name="key">A key of this section.</param>
    public long? Integer(string key) => Find(key) is { } node
        ? YamlScalars.AsInteger(Scalar(key, node, "a whole number")) ?? throw Unexpected(key, node, "a whole number")
        : null;

    /// <summary>A boolean, or null where it is absent or null.</summary>
    /// <param name="key">A key of this section.</param>
    public bool? Flag(string key) => Find(key) is { } node
        ? YamlScalars.AsFlag(Scalar(key, node, "true or false")) ?? throw Unexpected(key, node, "true or false")
        : null;

    /// <summary>A list of texts, empty where it is absent or null.</summary>
    /// <param name="key">A key of this section.</param>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(item => Scalar(key, item, "a list of texts").Value ?? "")],
        var node => throw Unexpected(key, node, "a list of texts"),
    };

    /// <summary>A nested mapping, or null where it is absent or null.</summary>
    /// <param name="key">A key of this section.</param>
    public MlModelSection? Section(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode mapping => new MlModelSection(mapping, PathOf(key)),
        var node => throw Unexpected(key, node, "a mapping"),
    };

    /// <summary>A list of mappings, empty where it is absent or null.</summary>
    /// <param name="key">A key of this section.</param>
    public IReadOnlyList<MlModelSection> Sections(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select((item, index) => item is YamlMappingNode mapping
            ? new MlModelSection(mapping, $"{PathOf(key)}[{index}]")
            : throw Unexpected(key, item, "a list of mappings"))],
        var node => throw Unexpected(key, node, "a list of mappings"),
    };

    /// <summary>Any value as JSON, or null where it is absent or null.</summary>
    /// <param name="key">A key of this section.</param>
    public JsonNode? Json(string key) => Find(key) is { } node ? YamlJson.ToJson(node) : null;

    /// <summary>The section as JSON; a new tree at each call.</summary>
    public JsonObject ToJson() => YamlJson.ToJson(_node);

    internal string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private YamlNode? Find(string key) =>
        _entries.TryGetValue(key, out var node) && !YamlScalars.IsNull(node) ? node : null;

    private YamlScalarNode Scalar(string key, YamlNode node, string expected) =>
        node as YamlScalarNode ?? throw Unexpected(key, node, expected);

    private ModelLoadException Unexpected(string key, YamlNode node, string expected)
    {
        var found = node switch
        {
            YamlMappingNode => "a mapping",
            YamlSequenceNode => "a list",
            _ => $"'{((YamlScalarNode)node).Value}'",
        };
        return new ModelLoadException(
            $"MLmodel line {node.Start.Line}: {PathOf(key)} is {found}; expected {expected}.");
    }
}
