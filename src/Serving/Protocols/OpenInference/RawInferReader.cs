using System.Text;
using System.Text.Unicode;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Numbers;
using Tracking.Serving.Protocols.OpenInference.Raw;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Reads bodies that are the only input's bytes; its one open extent follows from them.</summary>
internal static class RawInferReader
{
    /// <summary>Reads a whole body; the answer is binary, too.</summary>
    /// <exception cref="ServingException">The model has several inputs, or the bytes do not fit its shape.</exception>
    public static InferBody Read(ReadOnlySpan<byte> body, LoadedModel model)
    {
        if (model.Scorer.Schema.Inputs is not [var input])
        {
            throw ServingException.Malformed(
                $"A request of raw bytes only needs a model with one input; model '{model.Name}' takes "
                + $"{InferCompleteness.Names(model.Scorer.Schema.Inputs)}.");
        }

        var lease = new InputLease();
        var tensor = input.ElementType == ElementType.String
            ? ReadText(input, body)
            : PooledRaw.Read(input.Name, input.ElementType, ShapeOf(input, body.Length), body, lease);
        return new InferBody(
            null, [new NamedTensor(input.Name, tensor)], null, new InferParameters(true, 0, 0), lease);
    }

    // A text is the whole body, without a length before it.
    private static StringTensor ReadText(TensorInfo input, ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw ServingException.Malformed($"Input '{input.Name}': the body is not UTF-8; the model takes text.");
        }

        var shape = ShapeOf(input, 1);
        return Tensor.CountOf(shape) == 1
            ? new StringTensor([Encoding.UTF8.GetString(body)], shape)
            : throw ServingException.Mismatch(
                $"Input '{input.Name}' has the shape [{string.Join(",", shape)}]; a body of raw text is one element.");
    }

    private static long[] ShapeOf(TensorInfo input, int bytes)
    {
        var open = -1;
        long fixedCount = 1;
        for (var i = 0; i < input.Shape.Count; i++)
        {
            if (input.Shape[i] >= 0)
            {
                fixedCount *= input.Shape[i];
                continue;
            }

            open = open < 0
                ? i
                : throw ServingException.Malformed(
                    $"Input '{input.Name}' has the shape [{string.Join(",", input.Shape)}]; raw bytes tell only one "
                    + "open extent. Send the shape as JSON.");
        }

        var shape = input.Shape.ToArray();
        if (open >= 0)
        {
            var step = fixedCount * Math.Max(1, NumberArrays.BytesOf(input.ElementType));
            shape[open] = step > 0 && bytes % step == 0
                ? bytes / step
                : throw ServingException.Mismatch(
                    $"Input '{input.Name}' has {bytes} bytes, not a multiple of the {step} that one row takes.");
        }

        return shape;
    }
}
