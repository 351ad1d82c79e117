using System.Text.Json.Nodes;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>JSON schemas of single values: what a column holds, or a tensor's elements within their shape.</summary>
internal static class ValueSchema
{
    /// <summary>Of a column, a parameter or what is nested in one.</summary>
    public static JsonObject Of(ColumnType type) => type switch
    {
        ScalarType { DataType: DataType.Boolean } => Plain("boolean"),
        ScalarType { DataType: DataType.Integer } => new() { ["type"] = "integer", ["format"] = "int32" },
        ScalarType { DataType: DataType.Long } => new() { ["type"] = "integer", ["format"] = "int64" },
        ScalarType { DataType: DataType.Float } => new() { ["type"] = "number", ["format"] = "float" },
        ScalarType { DataType: DataType.Double } => new() { ["type"] = "number", ["format"] = "double" },
        ScalarType { DataType: DataType.Binary } => new() { ["type"] = "string", ["contentEncoding"] = "base64" },
        ScalarType { DataType: DataType.DateTime } => new()
        {
            ["type"] = "string", ["description"] = "ISO 8601, such as 2026-01-31T12:00:00.",
        },
        ScalarType => Plain("string"),
        ArrayType array => new() { ["type"] = "array", ["items"] = Of(array.Items) },
        MapType map => new() { ["type"] = "object", ["additionalProperties"] = Of(map.Values) },
        ObjectType named => Named(named.Properties.Select(
            property => (property.Name, property.IsRequired, OrNull(Of(property.Type), property.IsRequired)))),
        _ => [],
    };

    /// <summary>Also null, where it may be missing.</summary>
    public static JsonObject OrNull(JsonObject schema, bool isRequired)
    {
        if (!isRequired && schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.GetValue<string>(), "null");
        }

        return schema;
    }

    /// <summary>An object with these properties.</summary>
    public static JsonObject Named(IEnumerable<(string Name, bool IsRequired, JsonObject Schema)> properties)
    {
        var all = properties.ToList();
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray(
                [.. all.Where(property => property.IsRequired).Select(property => (JsonNode)property.Name)]),
            ["properties"] = new JsonObject(
                all.Select(property => KeyValuePair.Create(property.Name, (JsonNode?)property.Schema))),
        };
    }

    /// <summary>Arrays within arrays as the shape says, around one element; a null type is not known.</summary>
    public static JsonObject Of(ElementType? type, IEnumerable<long> shape)
    {
        var schema = Element(type);
        foreach (var extent in shape.Reverse())
        {
            schema = new JsonObject { ["type"] = "array", ["items"] = schema };
            if (extent >= 0)
            {
                schema["minItems"] = extent;
                schema["maxItems"] = extent;
            }
        }

        return schema;
    }

    /// <summary>One element of a tensor.</summary>
    public static JsonObject Element(ElementType? type) => type switch
    {
        null or ElementType.Json => [],
        ElementType.Bool => Plain("boolean"),
        ElementType.String => Plain("string"),
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64 => Plain("number"),
        _ => Plain("integer"),
    };

    private static JsonObject Plain(string type) => new() { ["type"] = type };
}
