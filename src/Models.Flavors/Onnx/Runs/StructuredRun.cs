using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Runs;

/// <summary>A run of a model with sequences, maps or optional outputs, by the tensors that stand for them.</summary>
internal static class StructuredRun
{
    /// <summary>Runs the model once on tensors that were held against its schema.</summary>
    /// <exception cref="OnnxRuntimeException">Failed or was cancelled.</exception>
    /// <exception cref="ScoringException">Tensors that stand for one value do not fit each other.</exception>
    public static NamedTensor[] Run(
        InferenceSession session,
        OnnxModelSchema schema,
        Tensor?[] inputs,
        int[] outputs,
        CancellationToken cancellationToken)
    {
        var values = Compose(schema.InputFaces, inputs);
        var (faces, firsts) = FacesOf(schema.OutputFaces, outputs);
        var ports = Array.ConvertAll(faces, face => face.Port);
        var results = ValueRun.Run(session, values, ports, cancellationToken);
        var tensors = new Dictionary<int, Tensor>();
        for (var i = 0; i < faces.Length; i++)
        {
            foreach (var (index, tensor) in results[i] is { } value ? faces[i].Decompose(value).Index() : [])
            {
                tensors.Add(firsts[i] + index, tensor);
            }
        }

        // An optional output without a value is left out.
        return [.. outputs.Where(tensors.ContainsKey).Select(
            index => new NamedTensor(schema.Outputs[index].Info.Name, tensors[index]))];
    }

    private static List<(ValuePort Port, ModelValue Value)> Compose(PortFace[] faces, Tensor?[] inputs)
    {
        var values = new List<(ValuePort, ModelValue)>(faces.Length);
        var first = 0;
        foreach (var face in faces)
        {
            var tensors = inputs.AsSpan(first, face.Tensors.Count);
            first += tensors.Length;
            if (tensors[0] is not null)
            {
                values.Add((face.Port, face.Compose(tensors!)));
            }
        }

        return values;
    }

    /// <summary>The outputs that some tensors stand for, and the index of the first tensor of each.</summary>
    private static (PortFace[] Faces, int[] Firsts) FacesOf(PortFace[] all, int[] tensors)
    {
        var faces = new List<PortFace>();
        var firsts = new List<int>();
        var first = 0;
        foreach (var face in all)
        {
            var next = first + face.Tensors.Count;
            if (Array.Exists(tensors, index => index >= first && index < next))
            {
                faces.Add(face);
                firsts.Add(first);
            }

            first = next;
        }

        return ([.. faces], [.. firsts]);
    }
}
