using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Format;

namespace Tracking.Models.Signatures.Json;

/// <summary>What the readers of a signature's parts share.</summary>
internal static class SignatureJson
{
    private const int MaxDepth = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="ModelLoadException">Not a JSON list, or one with text that is not Unicode.</exception>
    public static JsonDocument ParseList(string json, string field)
    {
        try
        {
            var utf8 = StrictUtf8.GetBytes(json);
            ReadTexts(utf8);
            var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? document
                : throw new ModelLoadException($"{field} is not a JSON list.");
        }
        catch (JsonException e)
        {
            throw new ModelLoadException($"{field} is not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is EncoderFallbackException or InvalidOperationException)
        {
            throw new ModelLoadException($"{field} holds text that is not valid Unicode.", e);
        }
    }

    /// <summary>Finds half a surrogate pair, escaped, which a document finds only when it is asked.</summary>
    private static void ReadTexts(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                reader.GetString();
            }
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
