using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Tracking.Models.Flavors.Onnx.Elements;

/// <summary>Element types whose tensors are plain bytes, so that a buffer can be shared with the runtime.</summary>
internal abstract class FixedSizeCodec(ElementType elementType, TensorElementType nativeType, int size)
    : ElementCodec(elementType, nativeType)
{
    /// <summary>Bytes per element.</summary>
    public int Size { get; } = size;

    /// <summary>The elements as the runtime reads them.</summary>
    public abstract ReadOnlySpan<byte> BytesOf(Tensor tensor);

    /// <summary>A new tensor of the elements that the runtime wrote; the shape is kept, not copied.</summary>
    public abstract Tensor FromBytes(ReadOnlySpan<byte> bytes, long[] shape);
}

/// <summary>As its base; <typeparamref name="T"/> has the layout that the runtime expects.</summary>
internal sealed class FixedSizeCodec<T>(TensorElementType nativeType)
    : FixedSizeCodec(ElementTypes.Of<T>(), nativeType, Unsafe.SizeOf<T>())
    where T : unmanaged
{
    // What an empty tensor points to: a null pointer is not a buffer.
    private static readonly byte[] Nothing = GC.AllocateArray<byte>(16, pinned: true);

    public override NativeTensor Lend(string name, Tensor tensor)
    {
        var data = ((Tensor<T>)tensor).Data;
        var pin = data.Pin();
        try
        {
            var bytes = (long)data.Length * Size;
            var value = OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, NativeType, tensor.Shape.ToArray(), Address(pin), bytes);
            return new NativeTensor(value, pin);
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    public override Tensor Copy(string name, OrtValue value, long[] shape)
    {
        var bytes = Tensor.CountOf(shape) * Size;
        return bytes <= Array.MaxLength
            ? FromBytes(value.GetTensorMutableRawData(), shape)
            : throw new ScoringException(
                ScoringFault.ModelFailed,
                $"Output '{name}' of shape [{string.Join(", ", shape)}] has {bytes} bytes, "
                + $"at most {Array.MaxLength} fit.");
    }

    public override OrtValue Own(string name, Tensor tensor)
    {
        var value = OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, NativeType, tensor.Shape.ToArray());
        if (tensor.Count > 0)
        {
            BytesOf(tensor).CopyTo(value.GetTensorMutableRawData());
        }

        return value;
    }

    public override Tensor Join(IReadOnlyList<Tensor> parts, long[] shape)
    {
        var data = new T[Tensor.CountOf(shape)];
        var filled = 0;
        foreach (var part in parts)
        {
            ((Tensor<T>)part).Data.Span.CopyTo(data.AsSpan(filled));
            filled += part.Count;
        }

        return new Tensor<T>(data, shape);
    }

    public override Tensor Part(Tensor tensor, int start, long[] shape) =>
        new Tensor<T>(((Tensor<T>)tensor).Data.Slice(start, (int)Tensor.CountOf(shape)).ToArray(), shape);

    public override Tensor Pick(Tensor tensor, int[] indices)
    {
        var from = ((Tensor<T>)tensor).Data;
        return new Tensor<T>(Array.ConvertAll(indices, index => from.Span[index]), indices.Length);
    }

    public override ReadOnlySpan<byte> BytesOf(Tensor tensor) =>
        MemoryMarshal.AsBytes(((Tensor<T>)tensor).Data.Span);

    public override Tensor FromBytes(ReadOnlySpan<byte> bytes, long[] shape)
    {
        var data = GC.AllocateUninitializedArray<T>(bytes.Length / Size);
        bytes.CopyTo(MemoryMarshal.AsBytes(data.AsSpan()));
        return new Tensor<T>(data, shape);
    }

    private static unsafe nint Address(MemoryHandle pin) =>
        pin.Pointer is null ? Marshal.UnsafeAddrOfPinnedArrayElement(Nothing, 0) : (nint)pin.Pointer;
}
