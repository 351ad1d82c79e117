using System.Collections.Frozen;
using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>The inputs and outputs of a session with what it takes to exchange them.</summary>
internal sealed class OnnxModelSchema
{
    private readonly FrozenDictionary<string, int> _inputIndex;
    private readonly FrozenDictionary<string, int> _outputIndex;

    private OnnxModelSchema(ValuePort[] inputs, ValuePort[] outputs, PortFace[] inputFaces, PortFace[] outputFaces)
    {
        (InputFaces, OutputFaces) = (inputFaces, outputFaces);
        HasOnlyTensors = Array.TrueForAll(inputs, port => PortFace.IsPlainTensor(port, mayBeOptional: true))
            && Array.TrueForAll(outputs, port => PortFace.IsPlainTensor(port, mayBeOptional: false));
        Inputs = [.. inputFaces.SelectMany(PortsOf)];
        Outputs = [.. outputFaces.SelectMany(PortsOf)];
        Public = new ScorerSchema([.. Inputs.Select(port => port.Info)], [.. Outputs.Select(port => port.Info)]);
        _inputIndex = Index(Inputs);
        _outputIndex = Index(Outputs);
    }

    /// <summary>The tensors that go in: the inputs themselves, or what stands for them.</summary>
    public Port[] Inputs { get; }

    /// <summary>The tensors that come out, likewise.</summary>
    public Port[] Outputs { get; }

    /// <summary>The inputs in the runtime's terms, in order.</summary>
    public PortFace[] InputFaces { get; }

    /// <summary>The outputs, likewise.</summary>
    public PortFace[] OutputFaces { get; }

    /// <summary>Whether each input and output is one tensor, so that nothing has to be translated.</summary>
    public bool HasOnlyTensors { get; }

    public ScorerSchema Public { get; }

    /// <summary>Reads it; inputs with a default value in the file come last and are optional.</summary>
    /// <exception cref="ModelLoadException">Something of a type that cannot be scored, or a name twice.</exception>
    public static OnnxModelSchema Of(InferenceSession session, OnnxFile file)
    {
        var inputs = ValuePorts.InputsOf(session, file.Path);
        var outputs = ValuePorts.OutputsOf(session, file.Path);
        var schema = new OnnxModelSchema(
            inputs,
            outputs,
            [.. inputs.Select(port => PortFace.Of(port))],
            [.. outputs.Select(port => PortFace.Of(port, file.Outline?.Labels.GetValueOrDefault(port.Name)))]);
        CheckNames(schema.Inputs, "inputs", file.Path);
        CheckNames(schema.Outputs, "outputs", file.Path);
        return schema;
    }

    public int IndexOfInput(string name) => _inputIndex.GetValueOrDefault(name, -1);

    public int IndexOfOutput(string name) => _outputIndex.GetValueOrDefault(name, -1);

    private static IEnumerable<Port> PortsOf(PortFace face) =>
        face.Tensors.Select(tensor => new Port(tensor.Info, tensor.Codec, [.. tensor.Info.Shape]));

    private static void CheckNames(Port[] ports, string role, string path)
    {
        if (ports.CountBy(port => port.Info.Name).FirstOrDefault(entry => entry.Value > 1) is { Value: > 1 } twice)
        {
            throw new ModelLoadException($"'{path}' cannot be scored: two of its {role} are called '{twice.Key}'.");
        }
    }

    private static FrozenDictionary<string, int> Index(Port[] ports) =>
        ports.Select((port, index) => (port.Info.Name, index))
            .DistinctBy(entry => entry.Name)
            .ToFrozenDictionary(entry => entry.Name, entry => entry.index, StringComparer.Ordinal);
}

/// <summary>One tensor that goes in or comes out.</summary>
/// <param name="Info">As callers see it.</param>
/// <param name="Codec">How its tensors are exchanged.</param>
/// <param name="Shape">As of <see cref="TensorType"/>.</param>
internal sealed record Port(TensorInfo Info, ElementCodec Codec, long[] Shape);
