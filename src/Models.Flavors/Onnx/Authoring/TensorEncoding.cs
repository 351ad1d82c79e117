using System.Runtime.InteropServices;
using Google.Protobuf;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Tensors;
using DataType = Tracking.Models.Flavors.Onnx.Authoring.Wire.TensorProto.Types.DataType;

namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>Tensors as ONNX files hold them: fixed-size elements as raw bytes, text as a list.</summary>
internal static class TensorEncoding
{
    public static DataType ToOnnx(ElementType type) => type switch
    {
        ElementType.Bool => DataType.Bool,
        ElementType.UInt8 => DataType.Uint8,
        ElementType.UInt16 => DataType.Uint16,
        ElementType.UInt32 => DataType.Uint32,
        ElementType.UInt64 => DataType.Uint64,
        ElementType.Int8 => DataType.Int8,
        ElementType.Int16 => DataType.Int16,
        ElementType.Int32 => DataType.Int32,
        ElementType.Int64 => DataType.Int64,
        ElementType.Float16 => DataType.Float16,
        ElementType.BFloat16 => DataType.Bfloat16,
        ElementType.Float32 => DataType.Float,
        ElementType.Float64 => DataType.Double,
        ElementType.String => DataType.String,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "ONNX has no such element type."),
    };

    /// <summary>The other way round; null for what tensors do not hold.</summary>
    public static ElementType? FromOnnx(DataType type)
    {
        foreach (var known in Enum.GetValues<ElementType>())
        {
            if (known != ElementType.Json && ToOnnx(known) == type)
            {
                return known;
            }
        }

        return null;
    }

    public static TensorProto Encode(string name, Tensor tensor)
    {
        var encoded = new TensorProto { DataType = (int)ToOnnx(tensor.ElementType) };
        encoded.Dims.AddRange(tensor.Shape.ToArray());
        if (name.Length > 0)
        {
            encoded.Name = name;
        }

        if (tensor is StringTensor text)
        {
            encoded.StringData.AddRange(text.Data.Select(ByteString.CopyFromUtf8));
        }
        else
        {
            encoded.RawData = ByteString.CopyFrom(Bytes(tensor));
        }

        return encoded;
    }

    /// <summary>Little-endian, as the format wants and as every machine is that ONNX Runtime is built for.</summary>
    private static ReadOnlySpan<byte> Bytes(Tensor tensor) => tensor switch
    {
        Tensor<bool> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<byte> of => of.Data.Span,
        Tensor<ushort> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<uint> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<ulong> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<sbyte> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<short> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<int> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<long> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<Half> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<BFloat16> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<float> of => MemoryMarshal.AsBytes(of.Data.Span),
        Tensor<double> of => MemoryMarshal.AsBytes(of.Data.Span),
        _ => throw new NotSupportedException($"Tensors of {tensor.ElementType} cannot be written."),
    };
}
