using System.Globalization;
using System.Numerics;

namespace Tracking.Models.Tensors;

/// <summary>
/// Tensors from one element type to another. Floats may round; a value that would change otherwise (a fraction lost, a
/// number out of range or turned infinite) is refused.
/// </summary>
public static class ElementConversion
{
    /// <summary>The tensor with elements of another type; the same tensor if it has that type.</summary>
    /// <param name="source">Numbers or booleans; text only to text.</param>
    /// <param name="to">What the elements become; booleans count as 0 and 1.</param>
    /// <exception cref="InvalidCastException">An element would change; names its index and value.</exception>
    public static Tensor Convert(Tensor source, ElementType to)
    {
        if (source.ElementType == to)
        {
            return source;
        }

        return source switch
        {
            Tensor<bool> flags => Convert(Map(flags, flag => flag ? (byte)1 : (byte)0), to),
            Tensor<BFloat16> brains => Convert(Map(brains, brain => brain.ToSingle()), to),
            Tensor<byte> numbers => From(numbers, to),
            Tensor<ushort> numbers => From(numbers, to),
            Tensor<uint> numbers => From(numbers, to),
            Tensor<ulong> numbers => From(numbers, to),
            Tensor<sbyte> numbers => From(numbers, to),
            Tensor<short> numbers => From(numbers, to),
            Tensor<int> numbers => From(numbers, to),
            Tensor<long> numbers => From(numbers, to),
            Tensor<Half> numbers => From(numbers, to),
            Tensor<float> numbers => From(numbers, to),
            Tensor<double> numbers => From(numbers, to),
            _ => throw new InvalidCastException($"{source.ElementType} elements cannot become {to}."),
        };
    }

    private static Tensor From<T>(Tensor<T> source, ElementType to)
        where T : unmanaged, INumber<T> => to switch
        {
            ElementType.Bool => Map(source, AsFlag),
            ElementType.UInt8 => ToInteger<T, byte>(source),
            ElementType.UInt16 => ToInteger<T, ushort>(source),
            ElementType.UInt32 => ToInteger<T, uint>(source),
            ElementType.UInt64 => ToInteger<T, ulong>(source),
            ElementType.Int8 => ToInteger<T, sbyte>(source),
            ElementType.Int16 => ToInteger<T, short>(source),
            ElementType.Int32 => ToInteger<T, int>(source),
            ElementType.Int64 => ToInteger<T, long>(source),
            ElementType.Float16 => ToFloat<T, Half>(source),
            ElementType.BFloat16 => Map(ToFloat<T, float>(source), AsBrain),
            ElementType.Float32 => ToFloat<T, float>(source),
            ElementType.Float64 => ToFloat<T, double>(source),
            _ => throw new InvalidCastException($"{source.ElementType} elements cannot become {to}."),
        };

    private static Tensor<TTo> ToFloat<TFrom, TTo>(Tensor<TFrom> source)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        var result = new TTo[source.Count];
        var from = source.Data.Span;
        for (var i = 0; i < result.Length; i++)
        {
            var value = TTo.CreateTruncating(from[i]);
            if (TTo.IsInfinity(value) && !TFrom.IsInfinity(from[i]))
            {
                throw Refused(from[i], i, ElementTypes.Of<TTo>());
            }

            result[i] = value;
        }

        return new Tensor<TTo>(result, source.ShapeArray);
    }

    private static Tensor<TTo> ToInteger<TFrom, TTo>(Tensor<TFrom> source)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        var result = new TTo[source.Count];
        var from = source.Data.Span;
        var i = 0;
        try
        {
            for (; i < result.Length; i++)
            {
                result[i] = TFrom.IsInteger(from[i])
                    ? TTo.CreateChecked(from[i])
                    : throw Refused(from[i], i, ElementTypes.Of<TTo>());
            }
        }
        catch (OverflowException)
        {
            throw Refused(from[i], i, ElementTypes.Of<TTo>());
        }

        return new Tensor<TTo>(result, source.ShapeArray);
    }

    private static Tensor<TTo> Map<TFrom, TTo>(Tensor<TFrom> source, Func<TFrom, TTo> convert)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        var result = new TTo[source.Count];
        var from = source.Data.Span;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = convert(from[i]);
        }

        return new Tensor<TTo>(result, source.ShapeArray);
    }

    private static bool AsFlag<T>(T value)
        where T : INumber<T> => T.IsZero(value) ? false
        : value == T.One ? true
        : throw new InvalidCastException(string.Create(CultureInfo.InvariantCulture, $"{value} is neither 0 nor 1."));

    private static BFloat16 AsBrain(float value)
    {
        var rounded = BFloat16.FromSingle(value);
        return float.IsInfinity(rounded.ToSingle()) && float.IsFinite(value)
            ? throw Refused(value, null, ElementType.BFloat16)
            : rounded;
    }

    private static InvalidCastException Refused<T>(T value, int? index, ElementType to) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{(index is null ? "an element" : $"element {index}")} is {value}, which {to} cannot hold."));
}
