using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Values;

/// <summary>A sequence of tensors of one shape as one tensor with a dimension before theirs.</summary>
internal sealed class StackFace(ValuePort port, TensorType items) : PortFace(port)
{
    public override IReadOnlyList<(TensorInfo Info, ElementCodec Codec)> Tensors =>
        [(Info("", items.Codec, items.Shape is [] ? [] : [-1, .. items.Shape]), items.Codec)];

    public override ModelValue Compose(ReadOnlySpan<Tensor> tensors)
    {
        var stack = tensors[0];
        if (stack.Rank == 0)
        {
            throw new ScoringException(ScoringFault.InvalidInput,
                $"Input '{Port.Name}' is a sequence: its tensor must have a first dimension, got a scalar.");
        }

        var shape = stack.Shape[1..].ToArray();
        var size = (int)Tensor.CountOf(shape);
        var values = new ModelValue[checked((int)stack.Shape[0])];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new TensorValue(items.Codec.Part(stack, i * size, [.. shape]));
        }

        return new SequenceValue(values);
    }

    public override Tensor[] Decompose(ModelValue value)
    {
        var parts = ((SequenceValue)value).Items.Select(item => ((TensorValue)item).Tensor).ToArray();
        var shape = parts.Length == 0 ? [] : parts[0].Shape.ToArray();
        return Array.TrueForAll(parts, part => part.Shape.SequenceEqual(shape))
            ? [items.Codec.Join(parts, [parts.Length, .. shape])]
            : throw Ragged("tensors of different shapes");
    }
}
