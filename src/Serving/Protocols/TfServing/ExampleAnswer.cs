using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>Writes what classify and regress requests are answered: {"results": …}.</summary>
internal static class ExampleAnswer
{
    /// <summary>For each example the list of [label, score], in the order of the classes.</summary>
    /// <exception cref="ServingException">No output holds scores: floats, [examples, classes].</exception>
    public static void WriteClasses(ResponseBuffer to, LoadedModel model, IReadOnlyList<NamedTensor> outputs)
    {
        var scores = Find(outputs, static tensor => tensor.Shape is [_, > 1]) ?? throw ServingException.Malformed(
            $"Model '{model.Name}' cannot classify: none of its outputs holds a score for each class.");
        var labels = ClassLabels.Of(model);
        var classes = (int)scores.Shape[1];
        to.Write("{\"results\":["u8);
        for (var row = 0; row < scores.Shape[0]; row++)
        {
            to.Write(row == 0 ? "["u8 : ",["u8);
            for (var index = 0; index < classes; index++)
            {
                to.Write(index == 0 ? "["u8 : ",["u8);
                JsonText.Write(to, labels.Name(index) ?? $"{index}");
                to.Write((byte)',');
                TensorJsonWriter.WriteElement(to, scores, (row * classes) + index);
                to.Write((byte)']');
            }

            to.Write((byte)']');
        }

        to.Write("]}"u8);
    }

    /// <summary>One number for each example.</summary>
    /// <exception cref="ServingException">No output holds that: floats, [examples] or [examples, 1].</exception>
    public static void WriteValues(ResponseBuffer to, LoadedModel model, IReadOnlyList<NamedTensor> outputs)
    {
        var values = Find(outputs, static tensor => tensor.Rank > 0 && tensor.Count == tensor.Shape[0])
            ?? throw ServingException.Malformed(
                $"Model '{model.Name}' cannot regress: none of its outputs holds one number for each example.");
        to.Write("{\"results\":"u8);
        TensorJsonWriter.WriteFlat(to, values);
        to.Write((byte)'}');
    }

    private static Tensor? Find(IReadOnlyList<NamedTensor> outputs, Func<Tensor, bool> fits)
    {
        foreach (var output in outputs)
        {
            if (output.Tensor.ElementType is ElementType.Float32 or ElementType.Float64 && fits(output.Tensor))
            {
                return output.Tensor;
            }
        }

        return null;
    }
}
