using System.Buffers.Text;

namespace Tracking.Serving.Protocols.Json;

/// <summary>
/// Escapes such as \ud83d, which are text in pairs only; the JSON reader takes halves and fails later.
/// </summary>
internal static class SurrogateEscapes
{
    private const int Length = 6;

    /// <summary>Whether a text of JSON holds half of a pair.</summary>
    public static bool HaveHalf(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf((byte)'\\'); at >= 0; at = json.IndexOf((byte)'\\'))
        {
            json = json[at..];
            var code = CodeAt(json);
            if (code is >= 0xDC00 and <= 0xDFFF)
            {
                return true;
            }

            if (code is >= 0xD800 and <= 0xDBFF)
            {
                if (CodeAt(json[Length..]) is not (>= 0xDC00 and <= 0xDFFF))
                {
                    return true;
                }

                json = json[Length..];
            }

            // An escaped backslash is passed with what it escapes.
            json = json[Math.Min(json.Length, code < 0 ? 2 : Length)..];
        }

        return false;
    }

    /// <summary>The code of an escape at the start of the text, or -1.</summary>
    private static int CodeAt(ReadOnlySpan<byte> text) =>
        text.Length >= Length && text.StartsWith("\\u"u8)
        && Utf8Parser.TryParse(text[2..Length], out int code, out var used, 'x') && used == Length - 2
            ? code
            : -1;
}
