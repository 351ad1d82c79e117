using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Values;

/// <summary>A tensor as it is.</summary>
internal sealed class TensorFace(ValuePort port, TensorType type) : PortFace(port)
{
    public override IReadOnlyList<(TensorInfo Info, ElementCodec Codec)> Tensors =>
        [(Info("", type.Codec, type.Shape), type.Codec)];

    public override ModelValue Compose(ReadOnlySpan<Tensor> tensors) => new TensorValue(tensors[0]);

    public override Tensor[] Decompose(ModelValue value) => [((TensorValue)value).Tensor];
}
