using System.Numerics;
using System.Runtime.CompilerServices;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.Numbers;

/// <summary>
/// How JSON numbers become elements; false leaves a number to the reader that can say what is wrong with it.
/// </summary>
internal interface INumberElement<T>
{
    static abstract bool TryMake(in JsonNumber number, out T element);

    static abstract bool TryMake(double number, out T element);
}

/// <summary>Singles: rounded, never to infinity.</summary>
internal readonly struct SingleElement : INumberElement<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMake(in JsonNumber number, out float element) => TryMake(number.Value, out element);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMake(double number, out float element)
    {
        element = (float)number;
        return float.IsFinite(element);
    }
}

/// <summary>Doubles, which every number that is read fits.</summary>
internal readonly struct DoubleElement : INumberElement<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMake(in JsonNumber number, out double element) => TryMake(number.Value, out element);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMake(double number, out double element)
    {
        element = number;
        return true;
    }
}

/// <summary>Halves: rounded, never to infinity.</summary>
internal readonly struct HalfElement : INumberElement<Half>
{
    public static bool TryMake(in JsonNumber number, out Half element) => TryMake(number.Value, out element);

    public static bool TryMake(double number, out Half element)
    {
        element = (Half)number;
        return Half.IsFinite(element);
    }
}

internal readonly struct BFloat16Element : INumberElement<BFloat16>
{
    public static bool TryMake(in JsonNumber number, out BFloat16 element) => TryMake(number.Value, out element);

    public static bool TryMake(double number, out BFloat16 element)
    {
        element = BFloat16.FromSingle((float)number);
        return float.IsFinite(element.ToSingle());
    }
}

/// <summary>Whole numbers within the type; what has a point or an exponent is left to the careful reader.</summary>
internal readonly struct WholeElement<T> : INumberElement<T>
    where T : unmanaged, IBinaryInteger<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMake(in JsonNumber number, out T element)
    {
        var value = number.IsNegative ? -number.Digits : number.Digits;
        element = T.CreateTruncating(value);
        return !number.HasPoint && long.CreateTruncating(element) == value && T.IsNegative(element) == (value < 0);
    }

    public static bool TryMake(double number, out T element)
    {
        element = default;
        return false;
    }
}
