using System.Text;
using System.Text.Json;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Results;

/// <summary>Writes fields of CSV.</summary>
internal static class CsvText
{
    private static ReadOnlySpan<byte> Special => ",\"\r\n"u8;

    /// <summary>A field, in quotes where it must be.</summary>
    public static void Write(ResponseBuffer to, ReadOnlySpan<byte> text, bool mustQuote = false)
    {
        if (!mustQuote && text.IndexOfAny(Special) < 0)
        {
            to.Write(text);
            return;
        }

        to.Write((byte)'"');
        while (text.IndexOf((byte)'"') is >= 0 and var quote)
        {
            to.Write(text[..(quote + 1)]);
            to.Write((byte)'"');
            text = text[(quote + 1)..];
        }

        to.Write(text);
        to.Write((byte)'"');
    }

    /// <summary>Text of a model; empty text is told from no value by its quotes.</summary>
    public static void Write(ResponseBuffer to, string? text)
    {
        if (text is not null)
        {
            Write(to, Encoding.UTF8.GetBytes(text), mustQuote: text.Length == 0);
        }
    }

    /// <summary>A list or an object as its JSON, and text of a model as that.</summary>
    public static void Write(ResponseBuffer to, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            Write(to, value.GetString()!);
            return;
        }

        using var json = new ResponseBuffer();
        AnyWriter.Write(json, value);
        Write(to, json.Written);
    }
}
