using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Format;

namespace Tracking.Models.Signatures.Json;

/// <summary>What the readers of a signature's parts share.</summary>
internal static class SignatureJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <exception cref="ModelLoadException">Not a JSON list.</exception>
    public static JsonDocument ParseList(string json, string field)
    {
        try
        {
            var document = JsonDocument.Parse(json, Options);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? document
                : throw new ModelLoadException($"{field} is not a JSON list.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new ModelLoadException($"{field} is not JSON: {e.Message}", e);
        }
    }

    /// <summary>A tree of its own, independent of the document. Where a key is repeated the last one counts.</summary>
    public static JsonNode? Copy(JsonField field)
    {
        switch (field.Value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Array:
                return new JsonArray([.. field.Items().Select(Copy)]);
            case JsonValueKind.Object:
                var result = new JsonObject();
                foreach (var (name, value) in field.Properties())
                {
                    result[name] = Copy(value);
                }

                return result;
            case JsonValueKind.String:
                return JsonValue.Create(field.Text());
            default:
                return JsonValue.Create(field.Value.Clone());
        }
    }
}
