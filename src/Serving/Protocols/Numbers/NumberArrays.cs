using System.Runtime.CompilerServices;
using System.Text.Json;
using Tracking.Models.Tensors;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Numbers;

/// <summary>Reads arrays of plain numbers from JSON text into pooled arrays, without a token for each number.</summary>
internal static class NumberArrays
{
    /// <summary>
    /// Reads the array that a reader stands on, and leaves the reader on its end; null, with the reader untouched,
    /// where the array holds anything but plain numbers that the type holds.
    /// </summary>
    /// <param name="reader">Reads <paramref name="json"/> to its end, and nothing else.</param>
    /// <param name="json">The whole text.</param>
    /// <param name="type">What the elements become.</param>
    /// <param name="capacity">How many elements to expect.</param>
    /// <param name="shape">The extents of the nested arrays.</param>
    public static PooledElements? TryRead(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ElementType type, int capacity, out long[] shape)
    {
        shape = [];
        if (reader.TokenType != JsonTokenType.StartArray
            || !json.Overlaps(reader.ValueSpan, out var at)
            || Create(type, capacity) is not { } elements)
        {
            return null;
        }

        var inside = reader.CurrentState;
        var isRead = false;
        try
        {
            isRead = elements.TryRead(json, ref at, out shape);
        }
        finally
        {
            if (!isRead)
            {
                elements.Return();
            }
        }

        if (!isRead)
        {
            return null;
        }

        // To the new reader the array is empty: it begins inside of it, and its first token is the end.
        reader = new Utf8JsonReader(json[(at - 1)..], isFinalBlock: true, inside);
        reader.Read();
        return elements;
    }

    /// <summary>A buffer for elements of a type; null for those that are not plain numbers.</summary>
    public static PooledElements? Create(ElementType type, int capacity) => type switch
    {
        ElementType.Float32 => new PooledElements<float, SingleElement>(capacity),
        ElementType.Float64 => new PooledElements<double, DoubleElement>(capacity),
        ElementType.Int64 => new PooledElements<long, WholeElement<long>>(capacity),
        ElementType.Int32 => new PooledElements<int, WholeElement<int>>(capacity),
        ElementType.Int16 => new PooledElements<short, WholeElement<short>>(capacity),
        ElementType.Int8 => new PooledElements<sbyte, WholeElement<sbyte>>(capacity),
        ElementType.UInt8 => new PooledElements<byte, WholeElement<byte>>(capacity),
        ElementType.UInt16 => new PooledElements<ushort, WholeElement<ushort>>(capacity),
        ElementType.UInt32 => new PooledElements<uint, WholeElement<uint>>(capacity),
        ElementType.UInt64 => new PooledElements<ulong, WholeElement<ulong>>(capacity),
        ElementType.Float16 => new PooledElements<Half, HalfElement>(capacity),
        ElementType.BFloat16 => new PooledElements<BFloat16, BFloat16Element>(capacity),
        _ => null,
    };

    /// <summary>The bytes of one element; 0 for those that are not plain numbers.</summary>
    public static int BytesOf(ElementType type) => type is ElementType.Bool or ElementType.String or ElementType.Json
        ? 0
        : ElementTypes.BytesOf(type);

    /// <summary>The place of the next byte that is not white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int SkipBlank(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>
    /// Steps behind a value: over closing brackets up to a comma, or behind the outermost bracket; false where
    /// something else stands.
    /// </summary>
    internal static bool StepBehind(ReadOnlySpan<byte> json, ref int at, ref ArrayShape shape)
    {
        while (shape.Depth > 0)
        {
            at = SkipBlank(json, at);
            if (at >= json.Length)
            {
                return false;
            }

            switch (json[at++])
            {
                case (byte)']':
                    shape.Close();
                    break;
                case (byte)',':
                    return true;
                default:
                    return false;
            }
        }

        return true;
    }
}
