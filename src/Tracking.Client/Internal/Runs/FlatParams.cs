using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Client.Internal.Runs;

/// <summary>
/// Makes parameters of whatever describes a training: <c>optimizer.learning_rate</c> from nested objects and maps.
/// Lists become one value, as JSON: <c>[64, 32]</c>.
/// </summary>
internal sealed class FlatParams
{
    // Deeper is a cycle rather than a configuration.
    private const int MaxDepth = 16;
    private const int MaxParams = 10_000;

    private readonly List<KeyValuePair<string, object?>> _params = [];
    private readonly Func<object, IEnumerable<KeyValuePair<string, object?>>?> _membersOf;

    private FlatParams(Func<object, IEnumerable<KeyValuePair<string, object?>>?> membersOf) => _membersOf = membersOf;

    /// <summary>From maps and JSON; other objects are values, and write themselves.</summary>
    internal static IReadOnlyList<KeyValuePair<string, object?>> Of(object value, string? prefix) =>
        new FlatParams(static _ => null).Flatten(prefix ?? "", value);

    /// <summary>From objects too, by their public properties.</summary>
    [RequiresUnreferencedCode("Reads the properties of whatever objects it is given")]
    internal static IReadOnlyList<KeyValuePair<string, object?>> OfObject(object value, string? prefix) =>
        new FlatParams(PropertiesOf).Flatten(prefix ?? "", value);

    private List<KeyValuePair<string, object?>> Flatten(string prefix, object value)
    {
        Add(prefix, value, 0);
        return _params;
    }

    private void Add(string name, object? value, int depth)
    {
        if (depth > MaxDepth)
            throw new ArgumentException(
                $"The parameter '{name}' is nested more than {MaxDepth} deep; does it hold itself?");
        if (_params.Count == MaxParams)
            throw new ArgumentException($"There are more than {MaxParams} parameters, from '{name}' on");
        if (value is JsonNode node)
            value = JsonSerializer.SerializeToElement(node, NodeJson.Default.JsonNode);
        if (MembersOf(value) is { } members)
        {
            foreach (var (key, member) in members)
                Add(name.Length == 0 ? key : $"{name}.{key}", member, depth + 1);
        }
        else
        {
            var key = name.Length > 0
                ? name
                : throw new ArgumentException($"'{value}' has no name; expected an object or a map of parameters");
            _params.Add(KeyValuePair.Create(key, ValueOf(value)));
        }
    }

    private IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => value switch
    {
        null or string or IFormattable or bool or Type or Uri => null,
        JsonElement { ValueKind: JsonValueKind.Object } json =>
            json.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, (object?)each.Value)),
        JsonElement => null,
        IEnumerable<KeyValuePair<string, object?>> map => map,
        IDictionary map => map.Keys.Cast<object>()
            .Select(key => KeyValuePair.Create(ParamText.Of(key), map[key])),
        IEnumerable => null,
        _ => _membersOf(value),
    };

    private static object? ValueOf(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } json => json.GetBoolean(),
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        JsonElement { ValueKind: JsonValueKind.Array } json =>
            ListOf(json.EnumerateArray().Select(each => (object?)each)),
        JsonElement json => json.GetRawText(),
        not string and IEnumerable list => ListOf(list.Cast<object?>()),
        Enum name => name.ToString(),
        _ => value,
    };

    private static string ListOf(IEnumerable<object?> items) => $"[{string.Join(", ", items.Select(ItemOf))}]";

    private static string ItemOf(object? item) => ValueOf(item) switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text when item is string or JsonElement { ValueKind: JsonValueKind.String } =>
            $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
        var other => ParamText.Of(other),
    };

    [RequiresUnreferencedCode("Reads the properties of whatever objects it is given")]
    private static IEnumerable<KeyValuePair<string, object?>> PropertiesOf(object value) => value.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
        .Select(property => KeyValuePair.Create(property.Name, property.GetValue(value)));
}
