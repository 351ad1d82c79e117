using Tracking.Models.Format.Yaml;
using YamlDotNet.RepresentationModel;

namespace Tracking.Projects.Format;

/// <summary>A mapping of a project's file; its errors name the line and the whole key.</summary>
internal sealed class YamlSection(YamlMappingNode mapping, string path, string file = "MLproject")
{
    public IEnumerable<(string Key, YamlNode Node)> Items => mapping.Children.Select(pair =>
        (pair.Key is YamlScalarNode { Value: { } key }
            ? key
            : throw At(pair.Key, $"a key{(path.Length == 0 ? "" : $" of '{path}'")} is not text"), pair.Value));

    public string NameOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public bool Has(string key) => Find(key) is { } node && !YamlScalars.IsNull(node);

    /// <summary>Null when the key is missing or null.</summary>
    public string? Text(string key) => !Has(key) ? null : Find(key) is YamlScalarNode { Value: { } value }
        ? value
        : throw Error(key, "must be a text");

    public string RequiredText(string key) => Text(key) is { } value && !string.IsNullOrWhiteSpace(value)
        ? value
        : throw Error(key, "is missing");

    /// <summary>A path relative to the project.</summary>
    public string RequiredPath(string key)
    {
        var value = RequiredText(key);
        return ProjectPath.IsInside(value)
            ? value
            : throw Error(key, $"is '{value}', expected a path inside the project");
    }

    /// <summary>Null when the key is missing or null.</summary>
    public YamlSection? Section(string key) => Has(key) ? RequiredSection(key) : null;

    /// <summary>A mapping without keys where the key has no value.</summary>
    public YamlSection SectionOrEmpty(string key) =>
        Section(key) ?? new YamlSection(new YamlMappingNode(), NameOf(key), file);

    public YamlSection RequiredSection(string key) => Find(key) is YamlMappingNode child
        ? new YamlSection(child, NameOf(key), file)
        : throw Error(key, "must be a mapping");

    /// <summary>Empty when the key is missing or null.</summary>
    public IEnumerable<YamlNode> List(string key) => !Has(key) ? [] : Find(key) is YamlSequenceNode list
        ? list.Children
        : throw Error(key, "must be a list");

    public ProjectException Error(string key, string problem) =>
        At(Find(key) ?? mapping, $"'{NameOf(key)}' {problem}");

    /// <summary>Where the value of a key stands, as errors begin.</summary>
    public string PlaceOf(string key) => PlaceOf(Find(key) ?? mapping);

    public string PlaceOf(YamlNode node) =>
        $"{file} line {node.Start.Line}, column {node.Start.Column}: ";

    /// <summary>Null when the key is missing or null.</summary>
    public YamlNode? NodeOf(string key) => Has(key) ? Find(key) : null;

    private YamlNode? Find(string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private ProjectException At(YamlNode node, string problem) => new($"{PlaceOf(node)}{problem}.");
}
