using YamlDotNet.RepresentationModel;

namespace Tracking.Cli.Tests.Models.Packaging;

/// <summary>Reads generated YAML with a reader that did not write it.</summary>
internal static class Yaml
{
    public static IReadOnlyList<YamlMappingNode> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Assert.IsType<YamlMappingNode>(document.RootNode))];
    }

    public static string[] Texts(this YamlNode list) =>
        [.. Assert.IsType<YamlSequenceNode>(list).Select(item => item.ToString())];

    /// <summary>The values of keys of these names, anywhere below.</summary>
    public static IEnumerable<YamlNode> All(this YamlNode node, params string[] names)
    {
        foreach (var below in node.AllNodes.OfType<YamlMappingNode>())
        {
            foreach (var (key, value) in below)
            {
                if (names.Contains(key.ToString()))
                {
                    yield return value;
                }
            }
        }
    }

    /// <summary>The node at a path of keys and indexes, or null.</summary>
    public static YamlNode? At(this YamlNode node, string path)
    {
        YamlNode? current = node;
        foreach (var part in path.Split(' '))
        {
            current = current switch
            {
                YamlMappingNode map => map.Children.TryGetValue(part, out var value) ? value : null,
                YamlSequenceNode list when int.TryParse(part, out var index) && index < list.Children.Count =>
                    list[index],
                _ => null,
            };
        }

        return current;
    }

    /// <summary>The text at a path; fails where there is none.</summary>
    public static string Text(this YamlNode node, string path) =>
        node.At(path) is YamlScalarNode text ? text.Value! : throw new InvalidOperationException($"No {path}.");
}
