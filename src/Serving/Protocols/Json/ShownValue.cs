using System.Text;
using System.Text.Json;

namespace Tracking.Serving.Protocols.Json;

/// <summary>A value of a request as an error quotes it: as it was written, and not all of it if it is long.</summary>
internal static class ShownValue
{
    private const int Longest = 60;

    /// <param name="reader">Stands on the value, or on its beginning.</param>
    public static string Of(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return "an object";
            case JsonTokenType.StartArray:
                return "a list";
            default:
                var text = Shorten(Encoding.UTF8.GetString(reader.ValueSpan));
                return reader.TokenType == JsonTokenType.String ? $"\"{text}\"" : text;
        }
    }

    /// <param name="value">Any.</param>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"\"{Shorten(value.GetString()!)}\"",
        _ => Shorten(value.GetRawText()),
    };

    private static string Shorten(string text) => text.Length > Longest ? text[..Longest] + "..." : text;
}
