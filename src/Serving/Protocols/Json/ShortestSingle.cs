namespace Tracking.Serving.Protocols.Json;

/// <summary>
/// Writes singles from 0.0001 to 10 million in the fewest digits that read back as the same, several times faster than
/// the general formatter. A single has 24 bits and 5^12 has 28, so its product with a power of ten up to 10^12 is an
/// exact double, and so is the distance to the nearest whole number: no step here rounds.
/// </summary>
internal static class ShortestSingle
{
    private const float Least = 1e-4f;
    private const float Most = 1e7f;
    private const int UsualDigits = 8;
    private const int MantissaBits = 23;
    private const int MantissaMask = (1 << MantissaBits) - 1;
    private const int SingleBias = 127;
    private const int DoubleBias = 1023;
    private const int DoubleMantissaBits = 52;

    private static ReadOnlySpan<double> Powers => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    /// <summary>Writes the number with a fraction; false if it is left to the general formatter.</summary>
    /// <param name="value">Any.</param>
    /// <param name="to">Holds at least 20 bytes.</param>
    /// <param name="written">How many bytes were written.</param>
    public static bool TryFormat(float value, Span<byte> to, out int written)
    {
        written = 0;
        var magnitude = MathF.Abs(value);
        var bits = BitConverter.SingleToInt32Bits(magnitude);
        // Singles lie closer below a power of two than above: there the nearest decimal is not always the one to take.
        if (!(magnitude >= Least && magnitude < Most) || (bits & MantissaMask) == 0)
        {
            return false;
        }

        var exponent = (bits >> MantissaBits) - SingleBias - MantissaBits;
        var halfStep = BitConverter.Int64BitsToDouble((long)(exponent - 1 + DoubleBias) << DoubleMantissaBits);
        if (!TryShorten(magnitude, halfStep, out var digits, out var decimals))
        {
            return false;
        }

        if (value < 0)
        {
            to[written++] = (byte)'-';
        }

        written += Print(digits, decimals, to[written..]);
        return true;
    }

    /// <summary>
    /// Finds digits / 10^decimals, the shortest that reads back; false if none of up to 9 digits is clear.
    /// </summary>
    private static bool TryShorten(double magnitude, double halfStep, out uint digits, out int decimals)
    {
        decimals = UsualDigits - WholeDigits(magnitude);
        var fit = Round(magnitude, halfStep, decimals, out digits);
        if (fit == Fit.Other)
        {
            decimals++;
            return Round(magnitude, halfStep, decimals, out digits) == Fit.Same;
        }

        while (fit == Fit.Same && decimals > 1)
        {
            fit = Round(magnitude, halfStep, decimals - 1, out var fewer);
            if (fit == Fit.Other)
            {
                return true;
            }

            digits = fewer;
            decimals--;
        }

        return fit == Fit.Same;
    }

    /// <summary>
    /// The whole number nearest to magnitude * 10^decimals, and whether it stands for the same single.
    /// </summary>
    private static Fit Round(double magnitude, double halfStep, int decimals, out uint digits)
    {
        var product = magnitude * Powers[decimals];
        digits = (uint)product;
        var distance = product - digits;
        if (distance > 0.5)
        {
            digits++;
            distance = 1 - distance;
        }

        var reach = halfStep * Powers[decimals];
        return distance == 0.5 || distance == reach ? Fit.Unclear : distance < reach ? Fit.Same : Fit.Other;
    }

    /// <summary>Digits before the point: 1 for 1 to 9, 0 for 0.1 to 0.9, -3 for the least.</summary>
    private static int WholeDigits(double magnitude) => magnitude switch
    {
        < 1e-3 => -3,
        < 1e-2 => -2,
        < 1e-1 => -1,
        < 1e0 => 0,
        < 1e1 => 1,
        < 1e2 => 2,
        < 1e3 => 3,
        < 1e4 => 4,
        < 1e5 => 5,
        < 1e6 => 6,
        _ => 7,
    };

    private static int Print(uint digits, int decimals, Span<byte> to)
    {
        var whole = (uint)(digits / Powers[decimals]);
        var wholeLength = 1;
        for (var rest = whole; rest >= 10; rest /= 10)
        {
            wholeLength++;
        }

        var length = wholeLength + 1 + decimals;
        for (var i = length - 1; i > wholeLength; i--)
        {
            (digits, var digit) = Math.DivRem(digits, 10);
            to[i] = (byte)('0' + digit);
        }

        to[wholeLength] = (byte)'.';
        for (var i = wholeLength - 1; i >= 0; i--)
        {
            (digits, var digit) = Math.DivRem(digits, 10);
            to[i] = (byte)('0' + digit);
        }

        return length;
    }

    private enum Fit
    {
        /// <summary>Reads back as the same single.</summary>
        Same,

        /// <summary>Reads back as another.</summary>
        Other,

        /// <summary>Halfway between two digits, or between two singles.</summary>
        Unclear,
    }
}
