using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Writes tensors as JSON arrays.</summary>
internal static class TensorJsonWriter
{
    /// <summary>Arrays within arrays, one level for each dimension; a scalar as a plain value.</summary>
    public static void WriteNested(ResponseBuffer to, Tensor tensor) => Write(to, tensor, tensor.Shape, 0);

    /// <summary>One array of all elements, row-major.</summary>
    public static void WriteFlat(ResponseBuffer to, Tensor tensor) => Write(to, tensor, [tensor.Count], 0);

    /// <summary>One element by its row-major index.</summary>
    public static void WriteElement(ResponseBuffer to, Tensor tensor, int index) => Write(to, tensor, [], index);

    /// <summary>One slice along the first dimension.</summary>
    public static void WriteRow(ResponseBuffer to, Tensor tensor, int row)
    {
        var shape = tensor.Shape[1..];
        Write(to, tensor, shape, checked((int)(row * Tensor.CountOf(shape))));
    }

    private static void Write(ResponseBuffer to, Tensor tensor, ReadOnlySpan<long> shape, int start)
    {
        var count = (int)Tensor.CountOf(shape);
        switch (tensor)
        {
            case Tensor<float> t:
                Write(to, t.Data.Span.Slice(start, count), shape, static (b, v) => JsonText.Write(b, v));
                break;
            case Tensor<long> t:
                WriteWhole(to, t, shape, start, count);
                break;
            case Tensor<double> t:
                Write(to, t.Data.Span.Slice(start, count), shape, static (b, v) => JsonText.Write(b, v));
                break;
            case Tensor<bool> t:
                Write(to, t.Data.Span.Slice(start, count), shape, static (b, v) => JsonText.Write(b, v));
                break;
            case StringTensor t:
                Write<string>(to, t.Data.AsSpan(start, count), shape, static (b, v) => JsonText.Write(b, v));
                break;
            case Tensor<Half> t:
                Write(to, t.Data.Span.Slice(start, count), shape, static (b, v) => JsonText.Write(b, (float)v));
                break;
            case Tensor<BFloat16> t:
                Write(to, t.Data.Span.Slice(start, count), shape, static (b, v) => JsonText.Write(b, v.ToSingle()));
                break;
            default:
                WriteOtherWhole(to, tensor, shape, start, count);
                break;
        }
    }

    private static void WriteOtherWhole(
        ResponseBuffer to, Tensor tensor, ReadOnlySpan<long> shape, int start, int count)
    {
        switch (tensor)
        {
            case Tensor<int> t:
                WriteWhole(to, t, shape, start, count);
                break;
            case Tensor<byte> t:
                WriteWhole(to, t, shape, start, count);
                break;
            case Tensor<ushort> t:
                WriteWhole(to, t, shape, start, count);
                break;
            case Tensor<uint> t:
                WriteWhole(to, t, shape, start, count);
                break;
            case Tensor<ulong> t:
                WriteWhole(to, t, shape, start, count);
                break;
            case Tensor<sbyte> t:
                WriteWhole(to, t, shape, start, count);
                break;
            case Tensor<short> t:
                WriteWhole(to, t, shape, start, count);
                break;
            default:
                throw new NotSupportedException($"No JSON form for elements of type {tensor.ElementType}.");
        }
    }

    private static void WriteWhole<T>(
        ResponseBuffer to, Tensor<T> tensor, ReadOnlySpan<long> shape, int start, int count)
        where T : unmanaged, IUtf8SpanFormattable =>
        Write(to, tensor.Data.Span.Slice(start, count), shape, static (b, v) => JsonText.WriteWhole(b, v));

    private static void Write<T>(
        ResponseBuffer to, ReadOnlySpan<T> elements, ReadOnlySpan<long> shape, Action<ResponseBuffer, T> one)
    {
        if (shape.IsEmpty)
        {
            one(to, elements[0]);
            return;
        }

        var size = shape[0] == 0 ? 0 : elements.Length / (int)shape[0];
        to.Write((byte)'[');
        for (var i = 0; i < (int)shape[0]; i++)
        {
            if (i > 0)
            {
                to.Write((byte)',');
            }

            Write(to, elements.Slice(i * size, size), shape[1..], one);
        }

        to.Write((byte)']');
    }
}
