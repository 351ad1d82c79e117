using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Tracking.Serving.Protocols.Numbers;

/// <summary>A JSON number taken apart: (negative) Digits * 10^-Decimals.</summary>
/// <param name="Digits">Exact; at most 15 digits.</param>
/// <param name="Decimals">How many stood behind the point.</param>
/// <param name="IsNegative">Whether a minus stood before it.</param>
/// <param name="HasPoint">Whether there was a point.</param>
internal readonly record struct JsonNumber(long Digits, int Decimals, bool IsNegative, bool HasPoint)
{
    private const int MostDigits = 15;
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("+-.0123456789Ee"u8);

    // 15 digits and powers of ten up to 10^22 are exact doubles, so that one division rounds correctly.
    private static readonly double[] Powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>The nearest double; a whole -0 is 0, as it is an integer to Python.</summary>
    public double Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!HasPoint)
            {
                return IsNegative ? -Digits : Digits;
            }

            var magnitude = Digits / Powers[Decimals];
            return IsNegative ? -magnitude : magnitude;
        }
    }

    /// <summary>
    /// Reads the number that begins at a place and steps behind it; false, and no step, where none begins or it is
    /// longer than 15 digits or has an exponent: those are for a general parser.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> json, ref int at, out JsonNumber number)
    {
        number = default;
        var i = at;
        var isNegative = i < json.Length && json[i] == '-';
        i += isNegative ? 1 : 0;
        long digits = 0;
        var whole = StepDigits(json, ref i, ref digits);
        // JSON knows no 01.
        if (whole == 0 || whole > MostDigits || (whole > 1 && json[i - whole] == '0'))
        {
            return false;
        }

        var decimals = 0;
        var hasPoint = i < json.Length && json[i] == '.';
        if (hasPoint)
        {
            i++;
            decimals = StepDigits(json, ref i, ref digits);
            if (decimals == 0 || whole + decimals > MostDigits)
            {
                return false;
            }
        }

        if (i < json.Length && (json[i] | 0x20) == 'e')
        {
            return false;
        }

        at = i;
        number = new JsonNumber(digits, decimals, isNegative, hasPoint);
        return true;
    }

    /// <summary>Reads any finite JSON number the long way; false where none begins.</summary>
    public static bool TryReadGeneral(ReadOnlySpan<byte> json, ref int at, out double value)
    {
        var length = json[at..].IndexOfAnyExcept(NumberBytes);
        var text = length < 0 ? json[at..] : json.Slice(at, length);
        value = 0;
        if (!IsNumber(text)
            || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            || !double.IsFinite(value))
        {
            return false;
        }

        at += text.Length;
        return true;
    }

    /// <summary>JSON's grammar of numbers, which .NET's parser is laxer than.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var i = text is [(byte)'-', ..] ? 1 : 0;
        var whole = StepDigits(text, ref i);
        if (whole == 0 || (whole > 1 && text[i - whole] == '0'))
        {
            return false;
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            if (StepDigits(text, ref i) == 0)
            {
                return false;
            }
        }

        if (i < text.Length && (text[i] | 0x20) == 'e')
        {
            i++;
            i += i < text.Length && text[i] is (byte)'+' or (byte)'-' ? 1 : 0;
            if (StepDigits(text, ref i) == 0)
            {
                return false;
            }
        }

        return i == text.Length;
    }

    private static int StepDigits(ReadOnlySpan<byte> text, ref int at)
    {
        long digits = 0;
        return StepDigits(text, ref at, ref digits);
    }

    /// <summary>Steps over digits and appends them to a number, which wraps where there are too many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int StepDigits(ReadOnlySpan<byte> text, ref int at, ref long digits)
    {
        var i = at;
        while ((uint)i < (uint)text.Length && (uint)(text[i] - '0') is <= 9 and var digit)
        {
            digits = unchecked((digits * 10) + digit);
            i++;
        }

        var count = i - at;
        at = i;
        return count;
    }
}
