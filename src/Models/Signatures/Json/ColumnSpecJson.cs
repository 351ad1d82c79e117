using System.Text.Json.Nodes;

namespace Tracking.Models.Signatures.Json;

/// <summary><c>{"type": "double", "name": "x", "required": true}</c>.</summary>
internal static class ColumnSpecJson
{
    public static ColumnSpec Read(JsonField field) =>
        new(field.Property("name")?.Text(), ColumnTypeJson.Read(field), ColumnTypeJson.IsRequired(field));

    public static JsonNode Write(ColumnSpec column)
    {
        var json = ColumnTypeJson.Write(column.Type);
        if (column.Name is not null)
        {
            json["name"] = column.Name;
        }

        json["required"] = column.IsRequired;
        return json;
    }
}
