using Microsoft.ML.OnnxRuntime;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>ONNX types in words, for messages.</summary>
internal static class OnnxTypeNames
{
    /// <summary>Such as <c>a sequence of maps from int64 to float</c>.</summary>
    public static string Describe(NodeMetadata metadata) => "a " + Noun(metadata, "");

    /// <summary>What to do about a type that is not scored; empty where nothing is known.</summary>
    public static string AdviceOn(NodeMetadata metadata) => IsZipMap(metadata)
        ? " Export the model with ZipMap switched off (skl2onnx: options={'zipmap': False})."
        : "";

    /// <summary>Such as <c>float</c>.</summary>
    public static string Of(TensorElementType type) => type.ToString().ToLowerInvariant();

    private static string Noun(NodeMetadata metadata, string plural) => metadata.OnnxValueType switch
    {
        OnnxValueType.ONNX_TYPE_TENSOR => $"tensor{plural} of {Of(metadata.ElementDataType)}",
        OnnxValueType.ONNX_TYPE_SPARSETENSOR => $"sparse tensor{plural}",
        OnnxValueType.ONNX_TYPE_SEQUENCE => $"sequence{plural} of "
            + Noun(metadata.AsSequenceMetadata().ElementMeta, "s"),
        OnnxValueType.ONNX_TYPE_MAP => $"map{plural} from {Of(metadata.AsMapMetadata().KeyDataType)} to "
            + Of(metadata.AsMapMetadata().ValueMetadata.ElementDataType),
        OnnxValueType.ONNX_TYPE_OPTIONAL => $"optional{plural} of "
            + Noun(metadata.AsOptionalMetadata().ElementMeta, "s"),
        var other => $"value{plural} of type {other}",
    };

    private static bool IsZipMap(NodeMetadata metadata) =>
        metadata.OnnxValueType == OnnxValueType.ONNX_TYPE_SEQUENCE
        && metadata.AsSequenceMetadata().ElementMeta.OnnxValueType == OnnxValueType.ONNX_TYPE_MAP;
}
