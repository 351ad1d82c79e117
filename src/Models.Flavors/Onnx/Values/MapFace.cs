using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Values;

/// <summary>A map as two tensors of shape [n]: <c>name.keys</c> and <c>name.values</c>.</summary>
internal sealed class MapFace(ValuePort port, MapType map) : PortFace(port)
{
    public override IReadOnlyList<(TensorInfo Info, ElementCodec Codec)> Tensors =>
        [(Info(".keys", map.Keys, -1), map.Keys), (Info(".values", map.Values, -1), map.Values)];

    public override ModelValue Compose(ReadOnlySpan<Tensor> tensors) => tensors[0].Count == tensors[1].Count
        ? new MapValue(tensors[0], tensors[1])
        : throw new ScoringException(ScoringFault.InvalidInput,
            $"Input '{Port.Name}' has {tensors[0].Count} keys and {tensors[1].Count} values; expected as many.");

    public override Tensor[] Decompose(ModelValue value) => [((MapValue)value).Keys, ((MapValue)value).Values];
}
