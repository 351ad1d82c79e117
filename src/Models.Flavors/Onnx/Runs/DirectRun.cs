using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Runs;

/// <summary>A run of any shapes and types: inputs are lent where they lie, the runtime allocates the outputs.</summary>
internal static class DirectRun
{
    /// <summary>Runs the model once.</summary>
    /// <exception cref="OnnxRuntimeException">Failed or was cancelled.</exception>
    public static NamedTensor[] Run(
        InferenceSession session,
        OnnxModelSchema schema,
        Tensor?[] inputs,
        int[] outputs,
        CancellationToken cancellationToken)
    {
        var lent = new List<NativeTensor>(inputs.Length);
        try
        {
            var names = new List<string>(inputs.Length);
            for (var i = 0; i < inputs.Length; i++)
            {
                if (inputs[i] is { } input)
                {
                    names.Add(schema.Inputs[i].Info.Name);
                    lent.Add(schema.Inputs[i].Codec.Lend(names[^1], input));
                }
            }

            using var options = new RunOptions();
            using var registration = Termination.Register(options, cancellationToken);
            using var results = session.Run(
                options,
                names,
                lent.ConvertAll(tensor => tensor.Value),
                Array.ConvertAll(outputs, index => schema.Outputs[index].Info.Name));
            return Copy(schema, outputs, results);
        }
        finally
        {
            foreach (var tensor in lent)
            {
                tensor.Dispose();
            }
        }
    }

    private static NamedTensor[] Copy(OnnxModelSchema schema, int[] outputs, IReadOnlyList<OrtValue> results)
    {
        var tensors = new NamedTensor[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var port = schema.Outputs[outputs[i]];
            var shape = results[i].GetTensorTypeAndShape().Shape;
            tensors[i] = new NamedTensor(port.Info.Name, port.Codec.Copy(port.Info.Name, results[i], shape));
        }

        return tensors;
    }
}
