using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Tracking.Contracts.Json;

namespace Tracking.Server.Operations.OpenApi;

/// <summary>
/// JSON schemas of messages, one per type, which refer to each other by name. They are made from the same contracts
/// that read and write the messages.
/// </summary>
internal sealed class MessageSchemas
{
    private readonly SortedDictionary<string, JsonObject?> _byName = new(StringComparer.Ordinal);
    private readonly JsonSchemaExporterOptions _options;

    public MessageSchemas() => _options = new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Transform,
    };

    /// <summary>A reference to the type's schema, which is made if it is new.</summary>
    public JsonObject ReferenceTo(JsonTypeInfo type)
    {
        Schema(type);
        return new JsonObject { ["$ref"] = $"#/components/schemas/{type.Type.Name}" };
    }

    /// <summary>The fields of a message with the schema of each; the message itself is not listed for that.</summary>
    public IEnumerable<(string Name, JsonNode Schema, bool IsRequired)> FieldsOf(JsonTypeInfo type)
    {
        var schema = _byName.GetValueOrDefault(type.Type.Name) ?? Make(type);
        var properties = schema["properties"] as JsonObject ?? [];
        return type.Properties
            .Where(field => properties.ContainsKey(field.Name))
            .Select(field => (field.Name, properties[field.Name]!.DeepClone(), IsRequired(field)));
    }

    public JsonObject ToJson()
    {
        var schemas = new JsonObject();
        foreach (var (name, schema) in _byName)
        {
            schemas[name] = schema!.DeepClone();
        }

        return schemas;
    }

    private JsonObject Schema(JsonTypeInfo type)
    {
        var name = type.Type.Name;
        if (_byName.GetValueOrDefault(name) is { } known)
        {
            return known;
        }

        // Before its fields are looked at: one of them may be of this type again.
        _byName[name] = null;
        var schema = Make(type);
        _byName[name] = schema;
        return schema;
    }

    private JsonObject Make(JsonTypeInfo type)
    {
        var schema = type.GetJsonSchemaAsNode(_options).AsObject();
        schema["type"] = "object";
        var required = type.Properties.Where(IsRequired).Select(field => (JsonNode)field.Name).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.Path.Length == 0 || context.TypeInfo.Kind != JsonTypeInfoKind.Object)
        {
            return schema;
        }

        if (!_byName.ContainsKey(context.TypeInfo.Type.Name))
        {
            Schema(context.TypeInfo);
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{context.TypeInfo.Type.Name}" };
    }

    private static bool IsRequired(JsonPropertyInfo field) =>
        field.IsRequired
        || field.AttributeProvider?.IsDefined(typeof(WireRequiredAttribute), inherit: false) == true;
}
