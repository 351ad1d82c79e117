using System.Text;
using System.Text.Json;

namespace Tracking.Serving.Protocols.Json;

internal readonly struct BooleanReader : IElementReader<bool>
{
    public static bool TryRead(ref Utf8JsonReader reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False;
    }

    public static bool TryCoerce(ref Utf8JsonReader reader, out bool value)
    {
        value = false;
        return reader.TokenType switch
        {
            JsonTokenType.Number => FromNumber(ref reader, out value),
            JsonTokenType.String => bool.TryParse(reader.GetString(), out value),
            _ => false,
        };
    }

    private static bool FromNumber(ref Utf8JsonReader reader, out bool value)
    {
        var read = reader.TryGetDouble(out var number);
        value = number == 1;
        return read && number is 0 or 1;
    }
}

internal readonly struct TextReader : IElementReader<string>
{
    public static bool TryRead(ref Utf8JsonReader reader, out string value)
    {
        var isText = reader.TokenType == JsonTokenType.String;
        value = isText ? reader.GetString()! : string.Empty;
        return isText;
    }

    public static bool TryCoerce(ref Utf8JsonReader reader, out string value)
    {
        (value, var read) = reader.TokenType switch
        {
            JsonTokenType.Number => (Encoding.UTF8.GetString(reader.ValueSpan), true),
            JsonTokenType.True => ("True", true),
            JsonTokenType.False => ("False", true),
            _ => (string.Empty, false),
        };
        return read;
    }
}
