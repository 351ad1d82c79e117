using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Protocols.OpenInference.Raw;

/// <summary>Reads raw tensors into arrays of the pool, where their elements are numbers.</summary>
internal static class PooledRaw
{
    /// <summary>As <see cref="RawTensors.Read"/>; the lease takes charge of the array.</summary>
    /// <exception cref="ServingException">The bytes are not what the shape holds.</exception>
    public static Tensor Read(
        string name, ElementType type, long[] shape, ReadOnlySpan<byte> bytes, InputLease lease)
    {
        var size = NumberArrays.BytesOf(type);
        if (size == 0 || bytes.Length % size != 0 || ShapeCheck.CountOf(name, shape) != bytes.Length / size)
        {
            // It reads what is no number, and says what is wrong with numbers.
            return RawTensors.Read(name, type, shape, bytes);
        }

        var elements = NumberArrays.Create(type, bytes.Length / size)!;
        lease.Hold(elements);
        elements.CopyFrom(bytes);
        return elements.ToTensor(shape);
    }
}
