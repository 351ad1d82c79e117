using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tracking.Serving.Protocols.Json;

/// <summary>
/// Writes singles above 0.0001 and below 8 million in the fewest digits that read back as the same, several times
/// faster than the general formatter. A single has 24 bits and 10^12 has 40, so that their product is whole in 64: no
/// step here rounds.
/// </summary>
internal static class ShortestSingle
{
    private const float Least = 1e-4f;
    private const float Most = 1 << MantissaBits;
    private const int UsualDigits = 8;
    private const int MantissaBits = 23;
    private const int MantissaMask = (1 << MantissaBits) - 1;
    private const int SingleBias = 127;
    private const int MostZeros = 4;
    private const int DigitCount = 16;
    private const uint EightDigits = 100_000_000;

    /// <summary>Eight characters 0.</summary>
    private const ulong ZeroDigits = 0x3030_3030_3030_3030;

    /// <summary>Where numbers get one digit more, from 10^-5 on.</summary>
    private static ReadOnlySpan<double> Bounds =>
        [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

    private static ReadOnlySpan<ulong> Powers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000,
    ];

    /// <summary>Writes the number with a fraction; false if it is left to the general formatter.</summary>
    /// <param name="value">Any.</param>
    /// <param name="to">Holds at least 32 bytes, of which those behind the text may change.</param>
    /// <param name="written">How many bytes were written.</param>
    public static bool TryFormat(float value, Span<byte> to, out int written)
    {
        written = 0;
        var magnitude = MathF.Abs(value);
        var bits = BitConverter.SingleToInt32Bits(magnitude);
        // Singles lie closer below a power of two than above: there the nearest decimal is not always the one to take.
        if (!(magnitude > Least && magnitude < Most) || (bits & MantissaMask) == 0)
        {
            return false;
        }

        var exponent = (bits >> MantissaBits) - SingleBias;
        var wholeDigits = WholeDigits(magnitude, exponent);
        var mantissa = (ulong)((bits & MantissaMask) | (1 << MantissaBits));
        if (!TryShorten(
            mantissa, MantissaBits - exponent, UsualDigits - wholeDigits, out var digits, out var decimals))
        {
            return false;
        }

        if (value < 0)
        {
            to[written++] = (byte)'-';
        }

        written += Print(digits, Math.Max(1, wholeDigits), decimals, to[written..]);
        return true;
    }

    /// <summary>
    /// Finds digits / 10^decimals, the shortest for mantissa / 2^shift that reads back; false if none of up to 9 digits
    /// is clear.
    /// </summary>
    private static bool TryShorten(
        ulong mantissa, int shift, int usualDecimals, out uint digits, out int decimals)
    {
        decimals = usualDecimals;
        if (usualDecimals < 3)
        {
            return TryShortenByOne(mantissa, shift, ref decimals, out digits);
        }

        // How many digits it takes is as random as they are: to try four lengths at once costs less than to guess.
        var nine = new Rounding(mantissa, shift, usualDecimals + 1);
        var eight = new Rounding(mantissa, shift, usualDecimals);
        var seven = new Rounding(mantissa, shift, usualDecimals - 1);
        var six = new Rounding(mantissa, shift, usualDecimals - 2);
        if (nine.IsUnclear | eight.IsUnclear | seven.IsUnclear | six.IsUnclear
            | ((eight.IsSame & seven.IsSame & six.IsSame) == 1))
        {
            return TryShortenByOne(mantissa, shift, ref decimals, out digits);
        }

        ReadOnlySpan<uint> byLength = [nine.Digits, eight.Digits, seven.Digits];
        var dropped = eight.IsSame + (eight.IsSame & seven.IsSame);
        digits = byLength[dropped];
        decimals = usualDecimals + 1 - dropped;
        return (nine.IsSame | eight.IsSame) == 1;
    }

    /// <summary>The same, a digit less at a time.</summary>
    private static bool TryShortenByOne(ulong mantissa, int shift, ref int decimals, out uint digits)
    {
        var tried = new Rounding(mantissa, shift, decimals);
        digits = tried.Digits;
        if (tried is { IsUnclear: false, IsSame: 0 })
        {
            tried = new Rounding(mantissa, shift, ++decimals);
            digits = tried.Digits;
            return tried is { IsUnclear: false, IsSame: 1 };
        }

        while (tried is { IsUnclear: false, IsSame: 1 } && decimals > 1)
        {
            tried = new Rounding(mantissa, shift, decimals - 1);
            if (tried is { IsUnclear: false, IsSame: 0 })
            {
                return true;
            }

            digits = tried.Digits;
            decimals--;
        }

        return !tried.IsUnclear;
    }

    /// <summary>Digits before the point: 1 for 1 to 9, 0 for 0.1 to 0.9, -3 for the least.</summary>
    private static int WholeDigits(double magnitude, int binaryExponent)
    {
        // 1233 / 4096 is the decimal logarithm of 2, near enough for exponents this small.
        var digits = ((binaryExponent * 1233) >> 12) + 1;
        return digits + (magnitude >= Bounds[digits + MostZeros + 1] ? 1 : 0);
    }

    /// <summary>Writes digits with a point among them, and up to 16 bytes behind its text.</summary>
    private static int Print(uint digits, int wholeLength, int decimals, Span<byte> to)
    {
        // Sixteen digits with zeros before them; what is moved stays in registers, since memory is slow to give back
        // what was just stored in other pieces.
        var first = digits / EightDigits;
        var text = Vector128.Create(ZeroDigits + ((ulong)first << 56), EightOf(digits - (first * EightDigits)))
            .AsByte();
        var point = DigitCount - decimals;
        From(text, point - wholeLength).CopyTo(to);
        to[wholeLength] = (byte)'.';
        From(text, point).CopyTo(to[(wholeLength + 1)..]);
        return wholeLength + 1 + decimals;
    }

    /// <summary>The bytes from a place on, and any after them.</summary>
    private static Vector128<byte> From(Vector128<byte> text, int start) =>
        Vector128.ShuffleNative(text, Vector128<byte>.Indices + Vector128.Create((byte)start));

    /// <summary>
    /// The text of a number below 10^8: halved into fours, twos and ones, each half in a lane of its own.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EightOf(uint number)
    {
        var upper = number / 10_000;
        ulong lanes = upper | ((ulong)(number - (upper * 10_000)) << 32);
        var hundreds = ((lanes * 10_486) >> 20) & 0x0000_007F_0000_007F;
        lanes = hundreds | ((lanes - (hundreds * 100)) << 16);
        var tens = ((lanes * 103) >> 10) & 0x000F_000F_000F_000F;
        return (tens | ((lanes - (tens * 10)) << 8)) + ZeroDigits;
    }

    /// <summary>The whole number nearest to mantissa * 10^decimals / 2^shift.</summary>
    private readonly struct Rounding
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Rounding(ulong mantissa, int shift, int decimals)
        {
            var power = Powers[decimals];
            var product = mantissa * power;
            var half = 1UL << (shift - 1);
            var nearest = (product + half) >> shift;
            var difference = (long)(product - (nearest << shift));
            var sign = difference >> 63;
            var distance = (ulong)((difference ^ sign) - sign);
            Digits = (uint)nearest;
            IsSame = distance < power / 2 ? 1 : 0;
            IsUnclear = (distance == half) | (distance == power / 2);
        }

        public uint Digits { get; }

        /// <summary>1 if it reads back as the same single; 0 if not.</summary>
        public int IsSame { get; }

        /// <summary>Whether it lies halfway between two numbers, or between two singles.</summary>
        public bool IsUnclear { get; }
    }
}
