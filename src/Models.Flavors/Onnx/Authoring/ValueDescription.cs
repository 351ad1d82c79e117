using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>What a file says of a value: its name, element type and shape.</summary>
internal static class ValueDescription
{
    public static ValueInfoProto Of(string name, ElementType type, ReadOnlySpan<OnnxDim> shape)
    {
        var tensor = new TypeProto.Types.Tensor
        {
            ElemType = (int)TensorEncoding.ToOnnx(type),
            Shape = new TensorShapeProto(),
        };
        foreach (var dim in shape)
        {
            tensor.Shape.Dim.Add(Encode(dim));
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private static TensorShapeProto.Types.Dimension Encode(OnnxDim dim)
    {
        var encoded = new TensorShapeProto.Types.Dimension();
        if (dim.Size is { } size)
        {
            encoded.DimValue = size;
        }
        else if (dim.Symbol is { } symbol)
        {
            encoded.DimParam = symbol;
        }

        return encoded;
    }
}
