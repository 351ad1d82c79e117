using System.Buffers;

namespace Tracking.Serving.Protocols.Json;

/// <summary>
/// Python writes NaN, Infinity and -Infinity as bare words, which JSON does not know. They are rewritten to null and
/// to numbers beyond every range, which the element readers take for the same values.
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

            var (length, replacement) = At(json[i..]);
            if (length > 0)
            {
                rewritten.Write(json[start..i]);
                rewritten.Write(replacement == 'n' ? "null"u8 : "1e999"u8);
                found = true;
                i += length - 1;
                start = i + 1;
            }
        }

        rewritten.Write(json[start..]);
        return found;
    }

    private static (int Length, char Replacement) At(ReadOnlySpan<byte> rest) =>
        rest[0] == 'N' && rest.StartsWith("NaN"u8) ? (3, 'n')
        : rest[0] == 'I' && rest.StartsWith("Infinity"u8) ? (8, 'i')
        : (0, ' ');

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
