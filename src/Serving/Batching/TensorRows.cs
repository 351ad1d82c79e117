using System.Buffers;
using System.Text.Json;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Batching;

/// <summary>Joins and cuts tensors of one element type along their first dimension. Thread-safe.</summary>
internal abstract class TensorRows
{
    /// <summary>The one for an element type.</summary>
    public static TensorRows Of(ElementType elementType) => elementType switch
    {
        ElementType.Bool => Numbers<bool>.Instance,
        ElementType.UInt8 => Numbers<byte>.Instance,
        ElementType.UInt16 => Numbers<ushort>.Instance,
        ElementType.UInt32 => Numbers<uint>.Instance,
        ElementType.UInt64 => Numbers<ulong>.Instance,
        ElementType.Int8 => Numbers<sbyte>.Instance,
        ElementType.Int16 => Numbers<short>.Instance,
        ElementType.Int32 => Numbers<int>.Instance,
        ElementType.Int64 => Numbers<long>.Instance,
        ElementType.Float16 => Numbers<Half>.Instance,
        ElementType.BFloat16 => Numbers<BFloat16>.Instance,
        ElementType.Float32 => Numbers<float>.Instance,
        ElementType.Float64 => Numbers<double>.Instance,
        ElementType.Json => Values.Instance,
        _ => Texts.Instance,
    };

    /// <summary>All parts below each other; the elements may lie in a pooled array.</summary>
    /// <param name="parts">Equal in all but the first extent.</param>
    /// <param name="rows">The sum of their first extents.</param>
    public abstract Tensor Join(ReadOnlySpan<Tensor> parts, int rows);

    /// <summary>Some rows of a tensor; numbers are not copied.</summary>
    public abstract Tensor Cut(Tensor whole, int start, int rows);

    /// <summary>Gives the pooled array of a joined tensor back, unless one of the answers lies in it.</summary>
    public abstract void Return(Tensor joined, IEnumerable<Tensor> answers);

    private static long[] WithRows(Tensor like, int rows)
    {
        var shape = like.Shape.ToArray();
        shape[0] = rows;
        return shape;
    }

    private static int ElementsPerRow(Tensor tensor) =>
        tensor.Shape[0] == 0 ? 0 : tensor.Count / (int)tensor.Shape[0];

    private sealed class Numbers<T> : TensorRows
        where T : unmanaged
    {
        public static readonly Numbers<T> Instance = new();

        public override Tensor Join(ReadOnlySpan<Tensor> parts, int rows)
        {
            var count = checked(ElementsPerRow(parts[0]) * rows);
            var memory = ArrayPool<T>.Shared.Rent(count).AsMemory(0, count);
            var filled = 0;
            foreach (var part in parts)
            {
                var data = ((Tensor<T>)part).Data;
                data.CopyTo(memory[filled..]);
                filled += data.Length;
            }

            return new Tensor<T>(memory, WithRows(parts[0], rows));
        }

        public override Tensor Cut(Tensor whole, int start, int rows)
        {
            var perRow = ElementsPerRow(whole);
            return new Tensor<T>(((Tensor<T>)whole).Data.Slice(start * perRow, rows * perRow), WithRows(whole, rows));
        }

        public override void Return(Tensor joined, IEnumerable<Tensor> answers)
        {
            var data = ((Tensor<T>)joined).Data;
            var isShared = answers.OfType<Tensor<T>>().Any(answer => answer.Data.Span.Overlaps(data.Span));
            if (!isShared && System.Runtime.InteropServices.MemoryMarshal.TryGetArray<T>(data, out var rented))
            {
                ArrayPool<T>.Shared.Return(rented.Array!);
            }
        }
    }

    /// <summary>Elements that are references, or hold some.</summary>
    private abstract class Managed<T> : TensorRows
    {
        public sealed override Tensor Join(ReadOnlySpan<Tensor> parts, int rows)
        {
            var all = new T[checked(ElementsPerRow(parts[0]) * rows)];
            var filled = 0;
            foreach (var part in parts)
            {
                var data = DataOf(part);
                data.CopyTo(all, filled);
                filled += data.Length;
            }

            return Create(all, WithRows(parts[0], rows));
        }

        public sealed override Tensor Cut(Tensor whole, int start, int rows)
        {
            var perRow = ElementsPerRow(whole);
            return Create(DataOf(whole).AsSpan(start * perRow, rows * perRow).ToArray(), WithRows(whole, rows));
        }

        public sealed override void Return(Tensor joined, IEnumerable<Tensor> answers)
        {
        }

        protected abstract T[] DataOf(Tensor tensor);

        protected abstract Tensor Create(T[] data, long[] shape);
    }

    private sealed class Texts : Managed<string?>
    {
        public static readonly Texts Instance = new();

        protected override string?[] DataOf(Tensor tensor) => ((StringTensor)tensor).Data;

        protected override Tensor Create(string?[] data, long[] shape) => new StringTensor(data, shape);
    }

    private sealed class Values : Managed<JsonElement>
    {
        public static readonly Values Instance = new();

        protected override JsonElement[] DataOf(Tensor tensor) => ((JsonTensor)tensor).Data;

        protected override Tensor Create(JsonElement[] data, long[] shape) => new JsonTensor(data, shape);
    }
}
