using System.Text;
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
    public static void Write(ResponseBuffer to, string text) =>
        Write(to, Encoding.UTF8.GetBytes(text), mustQuote: text.Length == 0);
}
