using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Flavors.Onnx.Files;
using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>What a session takes and gives, in its own terms.</summary>
internal static class ValuePorts
{
    /// <summary>Refuses by name the element types that cannot be scored; the binding does not name them.</summary>
    /// <exception cref="ModelLoadException">One is declared.</exception>
    public static void CheckDeclared(OnnxFile file)
    {
        var inputs = file.Outline?.Inputs.Select(value => ("Input", value)) ?? [];
        var outputs = file.Outline?.Outputs.Select(value => ("Output", value)) ?? [];
        foreach (var (role, value) in inputs.Concat(outputs))
        {
            if (OnnxTypeNames.FindUnsupported(value.Type) is { } name)
            {
                throw new ModelLoadException($"{role} '{value.Name}' of '{file.Path}' has elements of type {name}, "
                    + "which cannot be scored; cast it to another type inside the model.");
            }
        }
    }

    /// <summary>Inputs; those with a default value in the file come last and are optional.</summary>
    /// <exception cref="ModelLoadException">Of a type that cannot be scored.</exception>
    public static ValuePort[] InputsOf(InferenceSession session, string path)
    {
        var defaults = session.OverridableInitializerMetadata;
        return
        [
            .. session.InputNames.Select(name => Port(path, "Input", name, session.InputMetadata[name], false)),
            .. defaults.Keys.Select(name => Port(path, "Input", name, defaults[name], true)),
        ];
    }

    /// <summary>Outputs; an optional one may come without a value.</summary>
    /// <exception cref="ModelLoadException">Of a type that cannot be scored.</exception>
    public static ValuePort[] OutputsOf(InferenceSession session, string path) =>
        [.. session.OutputNames.Select(name => Port(path, "Output", name, session.OutputMetadata[name], false))];

    private static ValuePort Port(string path, string role, string name, NodeMetadata metadata, bool hasDefault)
    {
        var type = TypeOf(metadata) ?? throw new ModelLoadException(
            $"{role} '{name}' of '{path}' is {OnnxTypeNames.Describe(metadata)}, which cannot be scored.");
        return new ValuePort(name, type, hasDefault || type is OptionalType);
    }

    private static PortType? TypeOf(NodeMetadata metadata) => metadata.OnnxValueType switch
    {
        OnnxValueType.ONNX_TYPE_TENSOR => ElementCodec.Find(metadata.ElementDataType) is { } codec
            ? new TensorType(codec, [.. metadata.Dimensions.Select(extent => extent < 0 ? -1L : extent)])
            : null,
        OnnxValueType.ONNX_TYPE_SEQUENCE => TypeOf(metadata.AsSequenceMetadata().ElementMeta) is { } items
            and not (SequenceType or OptionalType) ? new SequenceType(items) : null,
        OnnxValueType.ONNX_TYPE_MAP => MapOf(metadata.AsMapMetadata()),
        OnnxValueType.ONNX_TYPE_OPTIONAL => TypeOf(metadata.AsOptionalMetadata().ElementMeta) is { } item
            and not OptionalType ? new OptionalType(item) : null,
        _ => null,
    };

    private static MapType? MapOf(MapMetadata map) =>
        ElementCodec.Find(map.KeyDataType) is { } keys
        && map.ValueMetadata.OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR
        && ElementCodec.Find(map.ValueMetadata.ElementDataType) is { } values
            ? new MapType(keys, values)
            : null;
}
