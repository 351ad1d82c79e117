using System.Globalization;
using System.Text;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Writes single JSON values the way Python's json module does, bare NaN and Infinity included.</summary>
internal static class JsonText
{
    private const int LongestNumber = 40;

    /// <summary>The shortest text that reads back as the same single, with a fraction or exponent always.</summary>
    public static void Write(ResponseBuffer to, float value)
    {
        if (!float.IsFinite(value))
        {
            to.Write(NonFinite(value));
            return;
        }

        var span = to.GetSpan(LongestNumber);
        if (ShortestSingle.TryFormat(value, span, out var written))
        {
            to.Advance(written);
            return;
        }

        value.TryFormat(span, out written, default, CultureInfo.InvariantCulture);
        to.Advance(WithFraction(span, written));
    }

    /// <summary>The shortest text that reads back as the same double, with a fraction or exponent always.</summary>
    public static void Write(ResponseBuffer to, double value)
    {
        if (!double.IsFinite(value))
        {
            to.Write(NonFinite(value));
            return;
        }

        var span = to.GetSpan(LongestNumber);
        value.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        to.Advance(WithFraction(span, written));
    }

    /// <summary>A whole number.</summary>
    public static void WriteWhole<T>(ResponseBuffer to, T value)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(to.GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        to.Advance(written);
    }

    public static void Write(ResponseBuffer to, bool value) => to.Write(value ? "true"u8 : "false"u8);

    /// <summary>Quoted text; null as null, unpaired surrogates as U+FFFD.</summary>
    public static void Write(ResponseBuffer to, string? value)
    {
        if (value is null)
        {
            to.Write("null"u8);
            return;
        }

        to.Write((byte)'"');
        foreach (var rune in value.EnumerateRunes())
        {
            WriteRune(to, rune);
        }

        to.Write((byte)'"');
    }

    private static void WriteRune(ResponseBuffer to, Rune rune)
    {
        switch (rune.Value)
        {
            case '"':
                to.Write("\\\""u8);
                break;
            case '\\':
                to.Write("\\\\"u8);
                break;
            case '\n':
                to.Write("\\n"u8);
                break;
            case < 0x20:
                Encoding.ASCII.TryGetBytes($"\\u{rune.Value:x4}", to.GetSpan(6), out var escaped);
                to.Advance(escaped);
                break;
            default:
                to.Advance(rune.EncodeToUtf8(to.GetSpan(4)));
                break;
        }
    }

    // Whole floats keep their ".0", so that a reader which tells 1 from 1.0 sees the type that the model gave.
    private static int WithFraction(Span<byte> span, int written)
    {
        if (span[..written].IndexOfAny((byte)'.', (byte)'E') >= 0)
        {
            return written;
        }

        ".0"u8.CopyTo(span[written..]);
        return written + 2;
    }

    private static ReadOnlySpan<byte> NonFinite(double value) =>
        double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8;
}
