using System.Text.Json;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Writes tensors as JSON arrays.</summary>
internal static class TensorJsonWriter
{
    private static readonly SliceWriter[] ByType = [.. Enum.GetValues<ElementType>().Select(Of)];

    /// <summary>Writes the elements from a place on, nested as a shape says.</summary>
    private delegate void SliceWriter(ResponseBuffer to, Tensor tensor, int start, ReadOnlySpan<long> shape);

    /// <summary>Arrays within arrays, one level for each dimension; a scalar as a plain value.</summary>
    public static void WriteNested(ResponseBuffer to, Tensor tensor) =>
        ByType[(int)tensor.ElementType](to, tensor, 0, tensor.Shape);

    /// <summary>One array of all elements, row-major.</summary>
    public static void WriteFlat(ResponseBuffer to, Tensor tensor) =>
        ByType[(int)tensor.ElementType](to, tensor, 0, [tensor.Count]);

    /// <summary>One element by its row-major index.</summary>
    public static void WriteElement(ResponseBuffer to, Tensor tensor, int index) =>
        ByType[(int)tensor.ElementType](to, tensor, index, []);

    /// <summary>One slice along the first dimension.</summary>
    public static void WriteRow(ResponseBuffer to, Tensor tensor, int row)
    {
        var shape = tensor.Shape[1..];
        ByType[(int)tensor.ElementType](to, tensor, checked((int)(row * Tensor.CountOf(shape))), shape);
    }

    /// <summary>Texts as {"b64": "…"}: all of them nested, or one slice along the first dimension.</summary>
    public static void WriteBase64(ResponseBuffer to, StringTensor tensor, int? row)
    {
        var shape = row is null ? tensor.Shape : tensor.Shape[1..];
        var count = (int)Tensor.CountOf(shape);
        Nested<string?, Base64Writer>(to, tensor.Data.AsSpan(count * (row ?? 0), count), shape);
    }

    private static SliceWriter Of(ElementType type) => type switch
    {
        ElementType.Bool => Numbers<bool, BooleanWriter>,
        ElementType.UInt8 => Numbers<byte, WholeWriter<byte>>,
        ElementType.UInt16 => Numbers<ushort, WholeWriter<ushort>>,
        ElementType.UInt32 => Numbers<uint, WholeWriter<uint>>,
        ElementType.UInt64 => Numbers<ulong, WholeWriter<ulong>>,
        ElementType.Int8 => Numbers<sbyte, WholeWriter<sbyte>>,
        ElementType.Int16 => Numbers<short, WholeWriter<short>>,
        ElementType.Int32 => Numbers<int, WholeWriter<int>>,
        ElementType.Int64 => Numbers<long, WholeWriter<long>>,
        ElementType.Float16 => Numbers<Half, HalfWriter>,
        ElementType.BFloat16 => Numbers<BFloat16, BFloat16Writer>,
        ElementType.Float32 => Numbers<float, SingleWriter>,
        ElementType.Float64 => Numbers<double, DoubleWriter>,
        ElementType.Json => Values,
        _ => Texts,
    };

    private static void Numbers<T, TWriter>(ResponseBuffer to, Tensor tensor, int start, ReadOnlySpan<long> shape)
        where T : unmanaged
        where TWriter : struct, IElementWriter<T> =>
        Nested<T, TWriter>(to, ((Tensor<T>)tensor).Data.Span.Slice(start, (int)Tensor.CountOf(shape)), shape);

    private static void Texts(ResponseBuffer to, Tensor tensor, int start, ReadOnlySpan<long> shape) =>
        Nested<string?, StringWriter>(to, ((StringTensor)tensor).Data.AsSpan(start, (int)Tensor.CountOf(shape)), shape);

    private static void Values(ResponseBuffer to, Tensor tensor, int start, ReadOnlySpan<long> shape) =>
        Nested<JsonElement, AnyWriter>(
            to, ((JsonTensor)tensor).Data.AsSpan(start, (int)Tensor.CountOf(shape)), shape);

    private static void Nested<T, TWriter>(ResponseBuffer to, ReadOnlySpan<T> elements, ReadOnlySpan<long> shape)
        where TWriter : struct, IElementWriter<T>
    {
        if (shape.IsEmpty)
        {
            TWriter.Write(to, elements[0]);
            return;
        }

        var count = (int)shape[0];
        var size = count == 0 ? 0 : elements.Length / count;
        to.Write((byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                to.Write((byte)',');
            }

            Nested<T, TWriter>(to, elements.Slice(i * size, size), shape[1..]);
        }

        to.Write((byte)']');
    }
}
