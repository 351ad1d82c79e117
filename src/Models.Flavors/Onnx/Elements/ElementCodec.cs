using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Tensors;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Tracking.Models.Flavors.Onnx.Elements;

/// <summary>How tensors of one element type reach ONNX Runtime and come back.</summary>
internal abstract class ElementCodec(ElementType elementType, TensorElementType nativeType)
{
    /// <summary>The type on our side.</summary>
    public ElementType ElementType { get; } = elementType;

    /// <summary>The type on the runtime's side.</summary>
    public TensorElementType NativeType { get; } = nativeType;

    /// <summary>Lends a tensor to the runtime until the result is disposed.</summary>
    public abstract NativeTensor Lend(string name, Tensor tensor);

    /// <summary>Copies what the runtime gave.</summary>
    public abstract Tensor Copy(string name, OrtValue value, long[] shape);

    /// <summary>A native tensor of its own memory, as sequences and maps need them.</summary>
    public abstract OrtValue Own(string name, Tensor tensor);

    /// <summary>The elements of tensors one after another.</summary>
    /// <param name="parts">All of this element type.</param>
    /// <param name="shape">Of the whole; kept, not copied.</param>
    public abstract Tensor Join(IReadOnlyList<Tensor> parts, long[] shape);

    /// <summary>Some elements of a tensor, copied.</summary>
    /// <param name="tensor">Of this element type.</param>
    /// <param name="start">The first one's row-major index.</param>
    /// <param name="shape">Of the part; kept, not copied.</param>
    public abstract Tensor Part(Tensor tensor, int start, long[] shape);

    /// <summary>Elements of a tensor by their row-major indices, copied.</summary>
    public abstract Tensor Pick(Tensor tensor, int[] indices);

    /// <summary>The codec of a type that the runtime names, or null if our tensors do not hold it.</summary>
    public static ElementCodec? Find(TensorElementType nativeType) =>
        Array.Find(All, codec => codec.NativeType == nativeType);

    private static readonly ElementCodec[] All =
    [
        new FixedSizeCodec<bool>(TensorElementType.Bool),
        new FixedSizeCodec<byte>(TensorElementType.UInt8),
        new FixedSizeCodec<ushort>(TensorElementType.UInt16),
        new FixedSizeCodec<uint>(TensorElementType.UInt32),
        new FixedSizeCodec<ulong>(TensorElementType.UInt64),
        new FixedSizeCodec<sbyte>(TensorElementType.Int8),
        new FixedSizeCodec<short>(TensorElementType.Int16),
        new FixedSizeCodec<int>(TensorElementType.Int32),
        new FixedSizeCodec<long>(TensorElementType.Int64),
        new FixedSizeCodec<Half>(TensorElementType.Float16),
        new FixedSizeCodec<Models.Tensors.BFloat16>(TensorElementType.BFloat16),
        new FixedSizeCodec<float>(TensorElementType.Float),
        new FixedSizeCodec<double>(TensorElementType.Double),
        new StringCodec(),
    ];
}
