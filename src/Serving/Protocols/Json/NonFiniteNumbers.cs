using System.Buffers;
using System.Text.Json;

namespace Tracking.Serving.Protocols.Json;

/// <summary>
/// Python writes NaN, Infinity and -Infinity as bare words, which JSON does not know. They are rewritten to null and to
/// text of the same words, which buffers of floats take for the same values.
/// </summary>
internal static class NonFiniteNumbers
{
    /// <summary>Copies the text with the bare words replaced; false if it holds none.</summary>
    public static bool TryRewrite(ReadOnlySpan<byte> json, IBufferWriter<byte> rewritten)
    {
        var found = false;
        var start = 0;
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '"')
            {
                i = EndOfString(json, i);
                continue;
            }

            var word = WordAt(json[i..]);
            if (word.IsEmpty)
            {
                continue;
            }

            rewritten.Write(json[start..i]);
            rewritten.Write(word[0] == 'N' ? "null"u8 : word[0] == '-' ? "\"-Infinity\""u8 : "\"Infinity\""u8);
            found = true;
            start = i + word.Length;
            i = start - 1;
        }

        rewritten.Write(json[start..]);
        return found;
    }

    /// <summary>Whether text is what an infinity was rewritten to.</summary>
    public static bool IsInfinity(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("Infinity"u8) || reader.ValueTextEquals("-Infinity"u8);

    private static ReadOnlySpan<byte> WordAt(ReadOnlySpan<byte> rest) => rest[0] switch
    {
        (byte)'N' when rest.StartsWith("NaN"u8) => "NaN"u8,
        (byte)'I' when rest.StartsWith("Infinity"u8) => "Infinity"u8,
        (byte)'-' when rest.StartsWith("-Infinity"u8) => "-Infinity"u8,
        _ => [],
    };

    private static int EndOfString(ReadOnlySpan<byte> json, int quote)
    {
        var i = quote + 1;
        while (i < json.Length && json[i] != '"')
        {
            i += json[i] == '\\' ? 2 : 1;
        }

        return i;
    }
}
