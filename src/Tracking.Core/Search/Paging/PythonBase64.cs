using System.Globalization;
using System.Text;

namespace Tracking.Core.Search.Paging;

/// <summary>Reads base64 as Python does, which MLflow's recorded answers to broken page tokens depend on.</summary>
internal static class PythonBase64
{
    /// <summary>Characters outside the alphabet are dropped. Null where the padding is wrong.</summary>
    public static byte[]? Decode(string text)
    {
        var kept = new string([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=')]);
        var padding = kept.IndexOf('=', StringComparison.Ordinal);
        if (padding >= 0)
        {
            var whole = (padding + 3) / 4 * 4;
            kept = kept.Length >= whole ? kept[..whole] : kept;
        }

        var bytes = new byte[kept.Length];
        return Convert.TryFromBase64String(kept, bytes, out var count) ? bytes[..count] : null;
    }

    /// <summary>Python's print of bytes: <c>b'\x8e\xe9'</c>.</summary>
    public static string Print(ReadOnlySpan<byte> bytes)
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        var text = new StringBuilder("b").Append(quote);
        foreach (var b in bytes)
        {
            _ = (char)b switch
            {
                '\t' => text.Append(@"\t"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\\' => text.Append(@"\\"),
                var c when c == quote => text.Append('\\').Append(c),
                var c when c is >= ' ' and <= '~' => text.Append(c),
                _ => text.Append(CultureInfo.InvariantCulture, $@"\x{b:x2}"),
            };
        }

        return text.Append(quote).ToString();
    }
}
