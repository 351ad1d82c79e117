using System.Globalization;
using System.Numerics;
using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>Floats; rounded to the type, but never to infinity.</summary>
internal sealed class FloatBuffer<T, TRounding>(ValueSubject subject, int capacity)
    : ElementBuffer<T>(subject, capacity)
    where T : unmanaged
    where TRounding : struct, IFloatRounding<T>
{
    protected override string Expected => "a number that the type can hold";

    public override void AppendNumber(ReadOnlySpan<byte> utf8)
    {
        if (ShortDecimal.TryParse(utf8, out var value) && TryMake(value, out var element))
        {
            Add(element);
        }
        else
        {
            base.AppendNumber(utf8);
        }
    }

    /// <summary>A number as Python's float reads it: blanks around, inf, infinity and nan in any case.</summary>
    public override void AppendText(string value)
    {
        var text = value.AsSpan().Trim();
        var number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)
            && (double.IsFinite(parsed) || !text.ContainsAnyInRange('0', '9')) ? parsed : Special(text);
        Add(number is null ? throw Refuse($"'{value}'", "a number")
            : TryMake(number.Value, out var element) ? element
            : throw Refuse($"'{value}'", Expected));
    }

    public override void AppendText(ReadOnlySpan<byte> utf8)
    {
        // Read as text, "-0" is a negative zero, which the short way loses.
        if (((ShortDecimal.TryParse(utf8, out var value) && (value != 0 || utf8[0] != '-'))
                || (double.TryParse(utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                    && double.IsFinite(value)))
            && TryMake(value, out var element))
        {
            Add(element);
        }
        else
        {
            base.AppendText(utf8);
        }
    }

    public override void AppendBoolean(bool value) => AppendNumber(value ? 1 : 0);

    public override void AppendNull() => AppendNumber(double.NaN);

    protected override bool TryMake(long value, out T element) => TryMake((double)value, out element);

    protected override bool TryMake(double value, out T element)
    {
        element = TRounding.Round(value);
        return TRounding.IsFinite(element) || !double.IsFinite(value);
    }

    private static double? Special(ReadOnlySpan<char> text)
    {
        var isNegative = text is ['-', ..];
        var name = text is ['-' or '+', ..] ? text[1..] : text;
        return name.Equals("nan", StringComparison.OrdinalIgnoreCase) ? double.NaN
            : name.Equals("inf", StringComparison.OrdinalIgnoreCase)
                || name.Equals("infinity", StringComparison.OrdinalIgnoreCase)
                ? isNegative ? double.NegativeInfinity : double.PositiveInfinity
            : null;
    }
}

/// <summary>How doubles become elements of a float type.</summary>
internal interface IFloatRounding<T>
{
    static abstract T Round(double value);

    static abstract bool IsFinite(T element);
}

internal readonly struct FloatRounding<T> : IFloatRounding<T>
    where T : unmanaged, INumber<T>
{
    public static T Round(double value) => T.CreateTruncating(value);

    public static bool IsFinite(T element) => T.IsFinite(element);
}

internal readonly struct BFloat16Rounding : IFloatRounding<BFloat16>
{
    public static BFloat16 Round(double value) => BFloat16.FromSingle((float)value);

    public static bool IsFinite(BFloat16 element) => float.IsFinite(element.ToSingle());
}
