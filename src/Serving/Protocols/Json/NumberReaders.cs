using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.Json;

internal readonly struct SingleReader : IElementReader<float>
{
    public static bool TryRead(ref Utf8JsonReader reader, out float value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out value);
    }

    public static bool TryCoerce(ref Utf8JsonReader reader, out float value)
    {
        var read = DoubleReader.TryCoerce(ref reader, out var wide);
        value = (float)wide;
        return read;
    }
}

internal readonly struct DoubleReader : IElementReader<double>
{
    public static bool TryRead(ref Utf8JsonReader reader, out double value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value);
    }

    public static bool TryCoerce(ref Utf8JsonReader reader, out double value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.True => 1,
            JsonTokenType.Null => double.NaN,
            _ => 0,
        };
        return reader.TokenType switch
        {
            JsonTokenType.String => NumberText.TryParse(reader.GetString()!, out value),
            JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null => true,
            _ => false,
        };
    }
}

internal readonly struct HalfReader : IElementReader<Half>
{
    public static bool TryRead(ref Utf8JsonReader reader, out Half value)
    {
        var read = DoubleReader.TryRead(ref reader, out var wide);
        value = (Half)wide;
        return read;
    }

    public static bool TryCoerce(ref Utf8JsonReader reader, out Half value)
    {
        var read = DoubleReader.TryCoerce(ref reader, out var wide);
        value = (Half)wide;
        return read;
    }
}

internal readonly struct BFloat16Reader : IElementReader<BFloat16>
{
    public static bool TryRead(ref Utf8JsonReader reader, out BFloat16 value)
    {
        var read = SingleReader.TryRead(ref reader, out var wide);
        value = BFloat16.FromSingle(wide);
        return read;
    }

    public static bool TryCoerce(ref Utf8JsonReader reader, out BFloat16 value)
    {
        var read = SingleReader.TryCoerce(ref reader, out var wide);
        value = BFloat16.FromSingle(wide);
        return read;
    }
}

/// <summary>Whole numbers: exact over their full range; 1.0 and 1e3 are whole, 1.5 is refused.</summary>
internal readonly struct IntegerReader<T> : IElementReader<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private const double LargestExact = 9007199254740992;

    public static bool TryRead(ref Utf8JsonReader reader, out T value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.Number)
        {
            return false;
        }

        if (reader.TryGetInt64(out var signed))
        {
            return Fits(signed, out value);
        }

        return reader.TryGetUInt64(out var unsigned)
            ? Fits((Int128)unsigned, out value)
            : reader.TryGetDouble(out var wide) && FitsWhole(wide, out value);
    }

    public static bool TryCoerce(ref Utf8JsonReader reader, out T value)
    {
        value = reader.TokenType == JsonTokenType.True ? T.One : T.Zero;
        return reader.TokenType switch
        {
            JsonTokenType.True or JsonTokenType.False => true,
            JsonTokenType.String => TryParse(reader.GetString()!, out value),
            _ => false,
        };
    }

    private static bool TryParse(string text, out T value) =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
        || (NumberText.TryParse(text, out var wide) && FitsWhole(wide, out value));

    private static bool FitsWhole(double wide, out T value)
    {
        value = default;
        return Math.Abs(wide) <= LargestExact && Math.Floor(wide) == wide && Fits((Int128)wide, out value);
    }

    private static bool Fits(Int128 wide, out T value)
    {
        var fits = wide >= Int128.CreateChecked(T.MinValue) && wide <= Int128.CreateChecked(T.MaxValue);
        value = fits ? T.CreateTruncating(wide) : default;
        return fits;
    }
}

/// <summary>Numbers as text, in the spellings that Python reads too.</summary>
internal static class NumberText
{
    public static bool TryParse(string text, out double value)
    {
        var trimmed = text.AsSpan().Trim();
        if (double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        value = trimmed switch
        {
            _ when trimmed.Equals("nan", StringComparison.OrdinalIgnoreCase) => double.NaN,
            _ when trimmed.TrimStart('+').Equals("inf", StringComparison.OrdinalIgnoreCase) => double.PositiveInfinity,
            _ when trimmed.Equals("-inf", StringComparison.OrdinalIgnoreCase) => double.NegativeInfinity,
            _ => 0,
        };
        return value != 0;
    }
}
