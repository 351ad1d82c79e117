using System.Collections.Frozen;
using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>The inputs and outputs of a session with what it takes to exchange them.</summary>
internal sealed class OnnxModelSchema
{
    private readonly FrozenDictionary<string, int> _inputIndex;
    private readonly FrozenDictionary<string, int> _outputIndex;

    private OnnxModelSchema(Port[] inputs, Port[] outputs)
    {
        Inputs = inputs;
        Outputs = outputs;
        Public = new ScorerSchema([.. inputs.Select(port => port.Info)], [.. outputs.Select(port => port.Info)]);
        _inputIndex = Index(inputs);
        _outputIndex = Index(outputs);
    }

    public Port[] Inputs { get; }

    public Port[] Outputs { get; }

    public ScorerSchema Public { get; }

    /// <summary>Reads it; inputs with a default value in the file come last and are optional.</summary>
    /// <exception cref="ModelLoadException">Something goes in or out that is not a tensor we hold.</exception>
    public static OnnxModelSchema Of(InferenceSession session, string path)
    {
        var defaults = session.OverridableInitializerMetadata;
        return new OnnxModelSchema(
            [
                .. session.InputNames.Select(name => InputPort(path, name, session.InputMetadata[name])),
                .. defaults.Keys.Select(name => TensorPort(path, $"Input '{name}'", name, defaults[name], true)),
            ],
            [.. session.OutputNames.Select(name => OutputPort(path, name, session.OutputMetadata[name]))]);
    }

    public int IndexOfInput(string name) => _inputIndex.GetValueOrDefault(name, -1);

    public int IndexOfOutput(string name) => _outputIndex.GetValueOrDefault(name, -1);

    private static FrozenDictionary<string, int> Index(Port[] ports) =>
        ports.Select((port, index) => (port.Info.Name, index))
            .ToFrozenDictionary(entry => entry.Name, entry => entry.index, StringComparer.Ordinal);

    // optional(tensor) may be left out: the graph asks whether it is there.
    private static Port InputPort(string path, string name, NodeMetadata metadata) =>
        metadata.OnnxValueType == OnnxValueType.ONNX_TYPE_OPTIONAL
            ? TensorPort(path, $"Input '{name}'", name, metadata.AsOptionalMetadata().ElementMeta, true)
            : TensorPort(path, $"Input '{name}'", name, metadata, false);

    private static Port OutputPort(string path, string name, NodeMetadata metadata) =>
        TensorPort(path, $"Output '{name}'", name, metadata, false);

    private static Port TensorPort(string path, string role, string name, NodeMetadata metadata, bool isOptional)
    {
        if (metadata.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR)
        {
            throw new ModelLoadException(
                $"{role} of '{path}' is {OnnxTypeNames.Describe(metadata)}; only tensors can be scored."
                + OnnxTypeNames.AdviceOn(metadata));
        }

        var codec = ElementCodec.Find(metadata.ElementDataType) ?? throw new ModelLoadException(
            $"{role} of '{path}' has elements of type {OnnxTypeNames.Of(metadata.ElementDataType)}, "
            + "which cannot be scored.");
        var shape = metadata.Dimensions.Select(extent => extent < 0 ? -1L : extent).ToArray();
        return new Port(new TensorInfo(name, codec.ElementType, shape) { IsOptional = isOptional }, codec, shape);
    }
}

/// <summary>One input or output.</summary>
/// <param name="Info">As callers see it.</param>
/// <param name="Codec">How its tensors are exchanged.</param>
/// <param name="Shape">
/// Extents, -1 where any will do. Empty for a scalar, but also where the model states no shape: the runtime does not
/// tell these apart, so neither is checked.
/// </param>
internal sealed record Port(TensorInfo Info, ElementCodec Codec, long[] Shape);
