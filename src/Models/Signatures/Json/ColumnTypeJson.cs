using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Format;

namespace Tracking.Models.Signatures.Json;

/// <summary>The JSON of a column's type, which shares its object with the column's own keys.</summary>
internal static class ColumnTypeJson
{
    private static readonly HashSet<string> KeysOfColumn = ["type", "name", "required", "optional", "default", "shape"];

    public static ColumnType Read(JsonField field)
    {
        var name = field.Required("type", "a type such as \"double\"").Text();
        return name switch
        {
            "any" => new AnyType(),
            "array" => new ArrayType(Read(field.Required("items", "the type of the items"))),
            "map" => new MapType(Read(field.Required("values", "the type of the values"))),
            "object" => new ObjectType(ReadProperties(field.Required("properties", "an object"))),
            _ => DataTypes.Find(name) is { } scalar ? new ScalarType(scalar) : ReadUnknown(name, field),
        };
    }

    public static JsonObject Write(ColumnType type) => type switch
    {
        ScalarType scalar => new() { ["type"] = scalar.DataType.Name() },
        ArrayType array => new() { ["type"] = "array", ["items"] = Write(array.Items) },
        MapType map => new() { ["type"] = "map", ["values"] = Write(map.Values) },
        AnyType => new() { ["type"] = "any" },
        ObjectType value => new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(value.Properties.Select(
                property => KeyValuePair.Create<string, JsonNode?>(property.Name, WriteProperty(property)))),
        },
        UnknownType unknown => WriteUnknown(unknown),
        _ => throw new NotSupportedException($"A column type {type.GetType().Name} cannot be written."),
    };

    /// <summary>Whether a column or property must be there; old models say optional in place of required.</summary>
    public static bool IsRequired(JsonField field) =>
        field.Property("required")?.Flag() ?? !(field.Property("optional")?.Flag() ?? false);

    private static ObjectProperty[] ReadProperties(JsonField field)
    {
        var properties = field.Properties().ToList();
        return properties.CountBy(property => property.Name).FirstOrDefault(name => name.Value > 1).Key is { } twice
            ? throw new ModelLoadException($"{field.Path} has '{twice}' twice; expected each property once.")
            : [.. properties.Select(ReadProperty)];
    }

    private static ObjectProperty ReadProperty((string Name, JsonField Value) property) =>
        new(property.Name, Read(property.Value), IsRequired(property.Value));

    private static JsonObject WriteProperty(ObjectProperty property)
    {
        var json = Write(property.Type);
        json["required"] = property.IsRequired;
        return json;
    }

    private static UnknownType ReadUnknown(string name, JsonField field)
    {
        var others = new JsonObject();
        foreach (var (key, value) in field.Properties().Where(property => !KeysOfColumn.Contains(property.Name)))
        {
            others[key] = SignatureJson.Copy(value);
        }

        return name == "tensor"
            ? throw new ModelLoadException($"{field.Path}.type is \"tensor\"; expected the type of a column.")
            : new UnknownType(name, others.ToJsonString());
    }

    private static JsonObject WriteUnknown(UnknownType unknown)
    {
        var json = new JsonObject { ["type"] = unknown.Name };
        using var others = JsonDocument.Parse(unknown.OtherKeys);
        foreach (var (key, value) in new JsonField(others.RootElement, unknown.Name).Properties())
        {
            json[key] = SignatureJson.Copy(value);
        }

        return json;
    }
}
