using System.Text.Json;
using System.Text.Unicode;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Reads from a JSON reader that stands before its first token; the text is all that it reads.</summary>
internal delegate TResult JsonRead<TState, TResult>(
    ref Utf8JsonReader reader, ReadOnlySpan<byte> json, TState state);

/// <summary>Reads whole JSON bodies and turns every flaw into a coded error of one line.</summary>
internal static class JsonBody
{
    private const int MostDepth = 64;

    /// <summary>Reads strict JSON; where that fails, once more with Python's bare NaN and Infinity.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.MalformedRequest"/>, with the place.</exception>
    public static TResult Read<TState, TResult>(
        ReadOnlySpan<byte> body, TState state, JsonRead<TState, TResult> read)
    {
        var json = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!Utf8.IsValid(json))
        {
            throw ServingException.Malformed("Invalid input. The body is not valid UTF-8.");
        }

        if (SurrogateEscapes.HaveHalf(json))
        {
            throw ServingException.Malformed("Invalid input. A string escapes half of a surrogate pair.");
        }

        try
        {
            return ReadStrict(json, state, read);
        }
        catch (JsonException error)
        {
            using var rewritten = new ResponseBuffer();
            return NonFiniteNumbers.TryRewrite(json, rewritten)
                ? ReadRewritten(rewritten.Written, state, read)
                : throw NotJson(json, error);
        }
    }

    /// <summary>The text that follows a property name.</summary>
    public static string ReadText(ref Utf8JsonReader reader, string field) =>
        ReadTextOrNull(ref reader, field)
        ?? throw ServingException.Malformed($"'{field}' is {ShownValue.Of(ref reader)}, expected a string.");

    /// <summary>Text, or null where a client writes null for a field that it leaves out.</summary>
    public static string? ReadTextOrNull(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Null => null,
            _ => throw ServingException.Malformed($"'{field}' is {ShownValue.Of(ref reader)}, expected a string."),
        };
    }

    /// <summary>Steps onto the array that follows a property name.</summary>
    public static void ExpectArray(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw ServingException.Malformed($"'{field}' is {ShownValue.Of(ref reader)}, expected an array.");
        }
    }

    /// <summary>Nothing but white space may follow.</summary>
    /// <exception cref="JsonException">Something does.</exception>
    public static void ExpectEnd(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            // The reader itself refuses a second value.
        }
    }

    private static TResult ReadStrict<TState, TResult>(
        ReadOnlySpan<byte> json, TState state, JsonRead<TState, TResult> read)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
        return read(ref reader, json, state);
    }

    private static TResult ReadRewritten<TState, TResult>(
        ReadOnlySpan<byte> json, TState state, JsonRead<TState, TResult> read)
    {
        try
        {
            return ReadStrict(json, state, read);
        }
        catch (JsonException error)
        {
            throw NotJson(json, error);
        }
    }

    // A reader that went on behind an array of numbers counts from there: the whole text tells the true place.
    private static ServingException NotJson(ReadOnlySpan<byte> json, JsonException error)
    {
        try
        {
            var whole = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
            ExpectEnd(ref whole);
        }
        catch (JsonException place)
        {
            error = place;
        }

        return ServingException.Malformed(
            $"Invalid input. Ensure that input is a valid JSON formatted string. Error: '{error.Message}'", error);
    }
}
