using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Runs;

/// <summary>A pinned buffer of one shape that ONNX Runtime reads or writes in every run that it is bound to.</summary>
internal sealed class BoundTensor : IDisposable
{
    // What the runtime's own allocator gives, and its kernels run fastest on.
    private const int Alignment = 64;

    private readonly FixedSizeCodec _codec;
    private readonly byte[] _buffer;
    private readonly int _start;
    private readonly int _length;
    private readonly long[] _shape;

    public BoundTensor(string name, FixedSizeCodec codec, Tensor example)
    {
        Name = name;
        _codec = codec;
        _shape = example.Shape.ToArray();
        _length = example.Count * codec.Size;
        _buffer = GC.AllocateUninitializedArray<byte>(_length + Alignment, pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);
        _start = (int)(-address & (Alignment - 1));
        Value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, codec.NativeType, _shape, address + _start, _length);
    }

    public string Name { get; }

    public OrtValue Value { get; }

    public bool HasShapeOf(Tensor tensor) => tensor.Shape.SequenceEqual(_shape);

    public void Write(Tensor tensor) => _codec.BytesOf(tensor).CopyTo(_buffer.AsSpan(_start, _length));

    public Tensor Read() => _codec.FromBytes(_buffer.AsSpan(_start, _length), _shape);

    public void Dispose() => Value.Dispose();
}
