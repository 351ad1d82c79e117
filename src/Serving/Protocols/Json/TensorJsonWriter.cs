using System.Text.Json;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Writes tensors as JSON arrays.</summary>
internal static class TensorJsonWriter
{
    private static readonly ListWriter[] ByType = [.. Enum.GetValues<ElementType>().Select(Of)];

    /// <summary>Writes elements from a place on, with commas between and nothing around.</summary>
    private delegate void ListWriter(ResponseBuffer to, Tensor tensor, int start, int count);

    /// <summary>Arrays within arrays, one level for each dimension; a scalar as a plain value.</summary>
    public static void WriteNested(ResponseBuffer to, Tensor tensor) =>
        Nested(to, tensor, 0, tensor.Shape, ByType[(int)tensor.ElementType]);

    /// <summary>One array of all elements, row-major.</summary>
    public static void WriteFlat(ResponseBuffer to, Tensor tensor) =>
        Nested(to, tensor, 0, [tensor.Count], ByType[(int)tensor.ElementType]);

    /// <summary>One element by its row-major index.</summary>
    public static void WriteElement(ResponseBuffer to, Tensor tensor, int index) => WriteList(to, tensor, index, 1);

    /// <summary>Elements from a row-major index on, with commas between and nothing around.</summary>
    public static void WriteList(ResponseBuffer to, Tensor tensor, int start, int count) =>
        ByType[(int)tensor.ElementType](to, tensor, start, count);

    /// <summary>One slice along the first dimension.</summary>
    public static void WriteRow(ResponseBuffer to, Tensor tensor, int row) =>
        Row(to, tensor, row, ByType[(int)tensor.ElementType]);

    /// <summary>Texts as {"b64": "…"}: all of them nested, or one slice along the first dimension.</summary>
    public static void WriteBase64(ResponseBuffer to, StringTensor tensor, int? row)
    {
        if (row is { } index)
        {
            Row(to, tensor, index, Base64Texts);
        }
        else
        {
            Nested(to, tensor, 0, tensor.Shape, Base64Texts);
        }
    }

    private static ListWriter Of(ElementType type) => type switch
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

    private static void Numbers<T, TWriter>(ResponseBuffer to, Tensor tensor, int start, int count)
        where T : unmanaged
        where TWriter : struct, IElementWriter<T> =>
        List<T, TWriter>(to, ((Tensor<T>)tensor).Data.Span.Slice(start, count));

    private static void Texts(ResponseBuffer to, Tensor tensor, int start, int count) =>
        List<string?, StringWriter>(to, ((StringTensor)tensor).Data.AsSpan(start, count));

    private static void Base64Texts(ResponseBuffer to, Tensor tensor, int start, int count) =>
        List<string?, Base64Writer>(to, ((StringTensor)tensor).Data.AsSpan(start, count));

    private static void Values(ResponseBuffer to, Tensor tensor, int start, int count) =>
        List<JsonElement, AnyWriter>(to, ((JsonTensor)tensor).Data.AsSpan(start, count));

    private static void Row(ResponseBuffer to, Tensor tensor, int row, ListWriter write)
    {
        var shape = tensor.Shape[1..];
        Nested(to, tensor, checked((int)(row * Tensor.CountOf(shape))), shape, write);
    }

    private static void Nested(
        ResponseBuffer to, Tensor tensor, int start, ReadOnlySpan<long> shape, ListWriter write)
    {
        if (shape.IsEmpty)
        {
            write(to, tensor, start, 1);
            return;
        }

        to.Write((byte)'[');
        if (shape.Length == 1)
        {
            write(to, tensor, start, (int)shape[0]);
        }
        else
        {
            var size = (int)Tensor.CountOf(shape[1..]);
            for (var i = 0; i < (int)shape[0]; i++)
            {
                if (i > 0)
                {
                    to.Write((byte)',');
                }

                Nested(to, tensor, start + (i * size), shape[1..], write);
            }
        }

        to.Write((byte)']');
    }

    private static void List<T, TWriter>(ResponseBuffer to, ReadOnlySpan<T> elements)
        where TWriter : struct, IElementWriter<T>
    {
        for (var i = 0; i < elements.Length; i++)
        {
            if (i > 0)
            {
                to.Write((byte)',');
            }

            TWriter.Write(to, elements[i]);
        }
    }
}
