using System.Text.Json;
using Tracking.Models.Format;

namespace Tracking.Models.Signatures.Json;

/// <summary>A JSON value and where it stands, so that errors name it: <c>signature.inputs[2].type</c>.</summary>
internal readonly record struct JsonField(JsonElement Value, string Path)
{
    /// <summary>A property, or null where it is absent or null.</summary>
    public JsonField? Property(string name) =>
        Expect(JsonValueKind.Object, "an object").TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null ? new JsonField(value, $"{Path}.{name}") : null;

    public JsonField Required(string name, string expected) => Property(name)
        ?? throw new ModelLoadException($"{Path}.{name} is missing; expected {expected}.");

    public IEnumerable<JsonField> Items()
    {
        var path = Path;
        return Expect(JsonValueKind.Array, "a list").EnumerateArray()
            .Select((item, index) => new JsonField(item, $"{path}[{index}]"));
    }

    public IEnumerable<(string Name, JsonField Value)> Properties()
    {
        var path = Path;
        return Expect(JsonValueKind.Object, "an object").EnumerateObject()
            .Select(property => (property.Name, new JsonField(property.Value, $"{path}.{property.Name}")));
    }

    public string Text() => Expect(JsonValueKind.String, "text").GetString()!;

    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Unexpected("true or false"),
    };

    public long Integer() => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out var integer)
        ? integer
        : throw Unexpected("a whole number");

    public ModelLoadException Unexpected(string expected)
    {
        var text = Value.GetRawText();
        var found = text.Length > 60 ? text[..60] + "…" : text;
        return new ModelLoadException($"{Path} is {found}; expected {expected}.");
    }

    private JsonElement Expect(JsonValueKind kind, string expected) =>
        Value.ValueKind == kind ? Value : throw Unexpected(expected);
}
