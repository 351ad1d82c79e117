using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Core.EvaluationDatasets;

/// <summary>
/// The fields that the records of a dataset have, with the type that each had first:
/// <c>{"inputs": {"q": "string"}, "outputs": {}, "expectations": {}, "version": "1.0"}</c>.
/// </summary>
public static class DatasetSchema
{
    /// <summary>The schema with the fields of further records.</summary>
    /// <param name="schemaJson">Null for none yet; one that is no object is begun anew.</param>
    /// <param name="records">Further records.</param>
    public static string Extend(string? schemaJson, IEnumerable<RecordContent> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var schema = Parse(schemaJson);
        foreach (var record in records)
        {
            Add(schema, "inputs", record.InputsJson);
            Add(schema, "outputs", record.OutputsJson);
            Add(schema, "expectations", record.ExpectationsJson);
        }

        return schema.ToJsonString();
    }

    private static JsonObject Parse(string? schemaJson)
    {
        using var parsed = schemaJson is null ? null : EvaluationDatasetRules.Parse(schemaJson);
        var schema = parsed?.RootElement.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(parsed.RootElement.Clone())!
            : [];
        foreach (var part in new[] { "inputs", "outputs", "expectations" })
        {
            schema[part] ??= new JsonObject();
        }

        schema["version"] ??= "1.0";
        return schema;
    }

    private static void Add(JsonObject schema, string part, string? json)
    {
        if (json is null)
        {
            return;
        }

        using var parsed = JsonDocument.Parse(json);
        if (parsed.RootElement.ValueKind != JsonValueKind.Object)
        {
            // Outputs may be one value; its type then stands for all of them.
            if (schema[part] is JsonObject { Count: 0 })
            {
                schema[part] = TypeOf(parsed.RootElement);
            }

            return;
        }

        if (schema[part] is not JsonObject fields)
        {
            return;
        }

        foreach (var member in parsed.RootElement.EnumerateObject())
        {
            if (!fields.ContainsKey(member.Name))
            {
                fields[member.Name] = TypeOf(member.Value);
            }
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? "float" : "integer",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
