using System.Runtime.InteropServices;
using System.Text.Json;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Declared;

/// <summary>Makes and fills tensors of one element type. A row is what an index of the first dimension holds.</summary>
internal abstract class TensorAccess
{
    /// <summary>Bytes of an element; 0 for text and JSON, which have no fixed size.</summary>
    public abstract int ElementBytes { get; }

    /// <summary>That of an element type.</summary>
    public static TensorAccess Of(ElementType type) => type switch
    {
        ElementType.Bool => Fixed<bool>.Instance,
        ElementType.UInt8 => Fixed<byte>.Instance,
        ElementType.UInt16 => Fixed<ushort>.Instance,
        ElementType.UInt32 => Fixed<uint>.Instance,
        ElementType.UInt64 => Fixed<ulong>.Instance,
        ElementType.Int8 => Fixed<sbyte>.Instance,
        ElementType.Int16 => Fixed<short>.Instance,
        ElementType.Int32 => Fixed<int>.Instance,
        ElementType.Int64 => Fixed<long>.Instance,
        ElementType.Float16 => Fixed<Half>.Instance,
        ElementType.BFloat16 => Fixed<BFloat16>.Instance,
        ElementType.Float32 => Fixed<float>.Instance,
        ElementType.Float64 => Fixed<double>.Instance,
        ElementType.Json => Values.Instance,
        _ => Texts.Instance,
    };

    /// <summary>A new tensor.</summary>
    public abstract Tensor Create(long[] shape);

    /// <summary>Copies one row.</summary>
    public abstract void CopyRow(Tensor from, int fromRow, Tensor to, int toRow);

    /// <summary>Whether two tensors hold the same in one element.</summary>
    public abstract bool AreEqual(Tensor one, Tensor other, int element);

    /// <summary>The memory of a tensor whose elements have a fixed size.</summary>
    public abstract Span<byte> Bytes(Tensor tensor);

    /// <summary>A tensor of some rows of another, in the order given.</summary>
    public static Tensor Gather(Tensor from, IReadOnlyList<int> rows)
    {
        var access = Of(from.ElementType);
        long[] shape = [rows.Count, .. from.Shape[1..]];
        var result = access.Create(shape);
        for (var i = 0; i < rows.Count; i++)
        {
            access.CopyRow(from, rows[i], result, i);
        }

        return result;
    }

    private static Range Row(Tensor tensor, int row)
    {
        var width = tensor.Shape[0] == 0 ? 0 : (int)(tensor.Count / tensor.Shape[0]);
        return (row * width)..((row + 1) * width);
    }

    private sealed class Fixed<T> : TensorAccess
        where T : unmanaged
    {
        public static readonly Fixed<T> Instance = new();

        public override int ElementBytes { get; } = MemoryMarshal.AsBytes(new T[1].AsSpan()).Length;

        public override Tensor Create(long[] shape) => new Tensor<T>(new T[Tensor.CountOf(shape)], shape);

        public override void CopyRow(Tensor from, int fromRow, Tensor to, int toRow) =>
            ((Tensor<T>)from).Data.Span[Row(from, fromRow)].CopyTo(((Tensor<T>)to).Data.Span[Row(to, toRow)]);

        public override bool AreEqual(Tensor one, Tensor other, int element) => EqualityComparer<T>.Default.Equals(
            ((Tensor<T>)one).Data.Span[element], ((Tensor<T>)other).Data.Span[element]);

        public override Span<byte> Bytes(Tensor tensor) => MemoryMarshal.AsBytes(((Tensor<T>)tensor).Data.Span);
    }

    /// <summary>Elements that are references, or hold some.</summary>
    private abstract class Managed<T> : TensorAccess
    {
        public sealed override int ElementBytes => 0;

        public sealed override void CopyRow(Tensor from, int fromRow, Tensor to, int toRow) =>
            DataOf(from).AsSpan()[Row(from, fromRow)].CopyTo(DataOf(to).AsSpan()[Row(to, toRow)]);

        public sealed override Span<byte> Bytes(Tensor tensor) =>
            throw new NotSupportedException($"{tensor.ElementType} has no memory of a fixed size.");

        protected abstract T[] DataOf(Tensor tensor);
    }

    private sealed class Texts : Managed<string?>
    {
        public static readonly Texts Instance = new();

        public override Tensor Create(long[] shape) => new StringTensor(new string?[Tensor.CountOf(shape)], shape);

        public override bool AreEqual(Tensor one, Tensor other, int element) =>
            DataOf(one)[element] == DataOf(other)[element];

        protected override string?[] DataOf(Tensor tensor) => ((StringTensor)tensor).Data;
    }

    private sealed class Values : Managed<JsonElement>
    {
        public static readonly Values Instance = new();

        public override Tensor Create(long[] shape) => new JsonTensor(new JsonElement[Tensor.CountOf(shape)], shape);

        public override bool AreEqual(Tensor one, Tensor other, int element) =>
            JsonElement.DeepEquals(DataOf(one)[element], DataOf(other)[element]);

        protected override JsonElement[] DataOf(Tensor tensor) => ((JsonTensor)tensor).Data;
    }
}
