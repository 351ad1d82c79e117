using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Text as TensorFlow Serving may have it: {"b64": "…"}.</summary>
internal static class Base64Value
{
    /// <summary>Whether the reader stands on such an object, and on no row with a name of its own.</summary>
    public static bool IsAt(Utf8JsonReader ahead) =>
        ahead.TokenType == JsonTokenType.StartObject && ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName
        && ahead.ValueTextEquals("b64"u8) && ahead.Read() && ahead.TokenType == JsonTokenType.String
        && ahead.Read() && ahead.TokenType == JsonTokenType.EndObject;

    /// <summary>Reads the object that the reader stands on, and leaves it on its end.</summary>
    /// <exception cref="ServingException">It is another object, not base64, or not text inside.</exception>
    public static string Read(ref Utf8JsonReader reader)
    {
        if (!IsAt(reader))
        {
            throw ServingException.Malformed("An object stands where text or {\"b64\": \"…\"} belongs.");
        }

        reader.Read();
        reader.Read();
        if (!reader.TryGetBytesFromBase64(out var bytes))
        {
            throw ServingException.Malformed("The text of a 'b64' is not base64.");
        }

        reader.Read();
        return Utf8.IsValid(bytes)
            ? Encoding.UTF8.GetString(bytes)
            : throw ServingException.Malformed("The bytes of a 'b64' are not UTF-8; the model takes text.");
    }
}
