namespace Tracking.Models.Tensors;

/// <summary>A tensor of fixed-size elements.</summary>
/// <typeparam name="T">
/// bool, byte, ushort, uint, ulong, sbyte, short, int, long, Half, <see cref="BFloat16"/>, float or double.
/// </typeparam>
public sealed class Tensor<T> : Tensor
    where T : unmanaged
{
    /// <summary>Wraps an array; it is not copied.</summary>
    /// <param name="data">Row-major elements.</param>
    /// <param name="shape">Extents whose product is the number of elements; the array is kept, not copied.</param>
    public Tensor(Memory<T> data, params long[] shape)
        : base(ElementTypes.Of<T>(), shape, data.Length) => Data = data;

    /// <summary>The elements in row-major order.</summary>
    public Memory<T> Data { get; }

    /// <inheritdoc/>
    public override int Count => Data.Length;

    /// <inheritdoc/>
    public override Tensor Reshape(params long[] shape) => new Tensor<T>(Data, shape);
}
