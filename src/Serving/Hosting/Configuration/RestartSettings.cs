using System.Text.Json.Nodes;
using Tracking.Models.Format.Yaml;
using YamlDotNet.RepresentationModel;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>What a file says that only a start can take over, by its whole keys. Immutable.</summary>
internal sealed class RestartSettings
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="root">The file.</param>
    /// <param name="live">Keys that are followed while the host runs.</param>
    public RestartSettings(YamlMappingNode root, IReadOnlyCollection<string> live)
    {
        var json = YamlJson.ToJson(root);
        foreach (var (key, value) in json.Where(one => !live.Contains(one.Key)))
        {
            Add(key, value);
        }
    }

    /// <summary>The keys whose values differ, in order.</summary>
    public IReadOnlyList<string> DifferingFrom(RestartSettings other) =>
    [
        .. _values.Keys.Union(other._values.Keys)
            .Where(key => _values.GetValueOrDefault(key) != other._values.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal),
    ];

    private void Add(string key, JsonNode? value)
    {
        if (value is JsonObject children)
        {
            foreach (var (name, child) in children)
            {
                Add($"{key}.{name}", child);
            }
        }
        else if (value is not null)
        {
            _values[key] = value.ToJsonString();
        }
    }
}
