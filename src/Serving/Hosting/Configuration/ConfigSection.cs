using System.Globalization;
using System.Text.Json.Nodes;
using Tracking.Models.Format.Yaml;
using YamlDotNet.RepresentationModel;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>
/// A mapping of the configuration file. A wrong value is noted with its line, key and what was expected, and read as
/// if it were not there. A key without a value is as good as none.
/// </summary>
internal sealed class ConfigSection(YamlMappingNode mapping, string path, ConfigProblems problems)
{
    private readonly List<string> _known = [];

    /// <summary>Where it begins.</summary>
    public YamlNode Node => mapping;

    /// <summary>What it holds, in one spelling however it was written, without some of its keys.</summary>
    public string Digest(params string[] without)
    {
        var json = YamlJson.ToJson(mapping);
        foreach (var key in without)
        {
            json.Remove(key);
        }

        return new JsonObject(json.OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))).ToJsonString();
    }

    /// <summary>What a mapping in this one holds; empty without one.</summary>
    public string DigestOf(string key) =>
        Find(key) is YamlMappingNode child ? YamlJson.ToJson(child).ToJsonString() : string.Empty;

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value.Length: > 0 } scalar => scalar.Value,
        var other => Wrong<string>(key, other, "text"),
    };

    public bool? Flag(string key) => Value(key, "true or false", YamlScalars.AsFlag);

    public long? Whole(string key, long least, long most) => Value(
        key,
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        scalar => YamlScalars.AsInteger(scalar) is { } value && value >= least && value <= most ? value : (long?)null);

    public int? Count(string key, int least, int most) => (int?)Whole(key, least, most);

    /// <summary>A time in so many of a unit, with a fraction where wanted.</summary>
    public TimeSpan? Time(string key, TimeSpan unit, double least, double most) => Value(
        key,
        string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"),
        scalar => (YamlScalars.AsInteger(scalar) ?? YamlScalars.AsNumber(scalar)) is { } value
            && value >= least && value <= most ? unit * value : (TimeSpan?)null);

    public TimeSpan? Seconds(string key, double least, double most) =>
        Time(key, TimeSpan.FromSeconds(1), least, most);

    /// <summary>One of an enumeration's names in small letters.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum => Value(
            key, string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant(), scalar => NamedBy<T>(scalar.Value));

    public IReadOnlyList<int>? Counts(string key, int least, int most) => Find(key) switch
    {
        null => null,
        YamlSequenceNode list when list.All(one => Number(one) is { } number && number >= least && number <= most) =>
            [.. list.Select(one => (int)Number(one)!.Value)],
        var other => Wrong<IReadOnlyList<int>>(key, other, $"a list of whole numbers from {least} to {most}"),
    };

    public IReadOnlyList<string>? Texts(string key) => Find(key) switch
    {
        null => null,
        YamlSequenceNode list when list.All(one => one is YamlScalarNode { Value.Length: > 0 }) =>
            [.. list.Select(one => ((YamlScalarNode)one).Value!)],
        var other => Wrong<IReadOnlyList<string>>(key, other, "a list of texts"),
    };

    /// <summary>A mapping of names that nobody knows beforehand to texts.</summary>
    public IReadOnlyDictionary<string, string>? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode map when map.All(one => one is { Key: YamlScalarNode, Value: YamlScalarNode }) =>
            map.ToDictionary(one => ((YamlScalarNode)one.Key).Value!, one => ((YamlScalarNode)one.Value).Value!),
        var other => Wrong<IReadOnlyDictionary<string, string>>(key, other, "a mapping of names to values"),
    };

    /// <summary>Reads a mapping in this one, to its last key.</summary>
    public void Within(string key, Action<ConfigSection> read)
    {
        switch (Find(key))
        {
            case null:
                break;
            case YamlMappingNode child:
                Read(child, PathOf(key), read);
                break;
            case var other:
                Wrong<object>(key, other, "a mapping");
                break;
        }
    }

    /// <summary>Reads every mapping of a list, each to its last key.</summary>
    public void Each(string key, Action<ConfigSection> read)
    {
        switch (Find(key))
        {
            case null:
                break;
            case YamlSequenceNode list when list.All(one => one is YamlMappingNode):
                foreach (var (i, child) in list.Index())
                {
                    Read((YamlMappingNode)child, $"{PathOf(key)}[{i}]", read);
                }

                break;
            case var other:
                Wrong<object>(key, other, "a list of mappings");
                break;
        }
    }

    /// <summary>Notes a fault of a key's value.</summary>
    public void Fault(string key, string expected) => Wrong<object>(key, Find(key) ?? mapping, expected);

    /// <summary>Notes a fault of the section as a whole.</summary>
    public void Fault(string problem) => problems.Add(mapping, $"{(path.Length == 0 ? "the file" : path)} {problem}");

    /// <summary>Notes every key that nobody asked for.</summary>
    public void EndOfKeys()
    {
        foreach (var (key, _) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !_known.Contains(name))
            {
                problems.Add(key, $"{PathOf($"{key}")} is no setting, expected one of "
                    + string.Join(", ", _known.Distinct().Order(StringComparer.Ordinal)));
            }
        }
    }

    private void Read(YamlMappingNode child, string childPath, Action<ConfigSection> read)
    {
        var section = new ConfigSection(child, childPath, problems);
        read(section);
        section.EndOfKeys();
    }

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private YamlNode? Find(string key)
    {
        _known.Add(key);
        return mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) && !YamlScalars.IsNull(node)
            ? node
            : null;
    }

    private T? Value<T>(string key, string expected, Func<YamlScalarNode, T?> parse)
        where T : struct
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        if (node is YamlScalarNode scalar && parse(scalar) is { } value)
        {
            return value;
        }

        Wrong<object>(key, node, expected);
        return null;
    }

    private TValue? Wrong<TValue>(string key, YamlNode node, string expected)
        where TValue : class
    {
        var found = node switch
        {
            YamlScalarNode scalar => $"'{scalar.Value}'",
            YamlSequenceNode list => $"a list of {list.Children.Count}",
            _ => "a mapping",
        };
        problems.Add(node, $"{PathOf(key)} is {found}, expected {expected}");
        return null;
    }

    private static long? Number(YamlNode node) => node is YamlScalarNode scalar ? YamlScalars.AsInteger(scalar) : null;

    private static T? NamedBy<T>(string? text)
        where T : struct, Enum =>
        text is not null && text.All(char.IsAsciiLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var value)
            ? value
            : null;
}
