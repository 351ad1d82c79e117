using System.Buffers;
using Microsoft.ML.OnnxRuntime;

namespace Tracking.Models.Flavors.Onnx.Elements;

/// <summary>A tensor lent to ONNX Runtime, with the pin that keeps its memory in place.</summary>
internal readonly struct NativeTensor(OrtValue value, MemoryHandle pin) : IDisposable
{
    private readonly MemoryHandle _pin = pin;

    public OrtValue Value { get; } = value;

    public void Dispose()
    {
        // A slot of an array that was never filled has no value.
        Value?.Dispose();
        _pin.Dispose();
    }
}
