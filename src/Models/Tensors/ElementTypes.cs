namespace Tracking.Models.Tensors;

/// <summary>What is known of each <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>The element type that a CLR type is held as.</summary>
    /// <typeparam name="T">One of the types listed at <see cref="Tensor{T}"/>.</typeparam>
    /// <exception cref="NotSupportedException">No tensor holds such elements.</exception>
    public static ElementType Of<T>()
        where T : unmanaged => Known<T>.Type
        ?? throw new NotSupportedException($"Tensors do not hold elements of type {typeof(T)}.");

    /// <summary>The bytes that one element takes in memory; of texts and values of JSON, which differ, 8.</summary>
    /// <param name="type">Any.</param>
    public static int BytesOf(ElementType type) => type switch
    {
        ElementType.Bool or ElementType.UInt8 or ElementType.Int8 => 1,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.UInt32 or ElementType.Int32 or ElementType.Float32 => 4,
        _ => 8,
    };

    private static ElementType? Find(Type type)
    {
        ReadOnlySpan<(Type, ElementType)> known =
        [
            (typeof(bool), ElementType.Bool), (typeof(byte), ElementType.UInt8),
            (typeof(ushort), ElementType.UInt16), (typeof(uint), ElementType.UInt32),
            (typeof(ulong), ElementType.UInt64), (typeof(sbyte), ElementType.Int8),
            (typeof(short), ElementType.Int16), (typeof(int), ElementType.Int32),
            (typeof(long), ElementType.Int64), (typeof(Half), ElementType.Float16),
            (typeof(BFloat16), ElementType.BFloat16), (typeof(float), ElementType.Float32),
            (typeof(double), ElementType.Float64),
        ];
        foreach (var (candidate, elementType) in known)
        {
            if (candidate == type)
            {
                return elementType;
            }
        }

        return null;
    }

    private static class Known<T>
    {
        public static readonly ElementType? Type = Find(typeof(T));
    }
}
