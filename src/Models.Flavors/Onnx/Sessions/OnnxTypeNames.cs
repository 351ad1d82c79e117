using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>ONNX types in words, for messages.</summary>
internal static class OnnxTypeNames
{
    // Types of onnx.proto that no tensor of ours holds: nothing in .NET or in a scoring protocol has them.
    private static readonly Dictionary<int, string> Unsupported = new()
    {
        [14] = "complex64",
        [15] = "complex128",
        [17] = "float8e4m3fn",
        [18] = "float8e4m3fnuz",
        [19] = "float8e5m2",
        [20] = "float8e5m2fnuz",
        [21] = "uint4",
        [22] = "int4",
        [23] = "float4e2m1",
        [24] = "float8e8m0",
        [25] = "uint2",
        [26] = "int2",
    };

    /// <summary>Such as <c>a sequence of maps from int64 to float</c>.</summary>
    public static string Describe(NodeMetadata metadata) => "a " + Noun(metadata, "");

    /// <summary>Such as <c>float</c>.</summary>
    public static string Of(TensorElementType type) => type.ToString().ToLowerInvariant();

    /// <summary>The name of the first element type in a declared type that cannot be scored, or null.</summary>
    public static string? FindUnsupported(TypeProto? type) => type?.ValueCase switch
    {
        TypeProto.ValueOneofCase.TensorType => NameIfUnsupported(type.TensorType.ElemType),
        TypeProto.ValueOneofCase.SequenceType => FindUnsupported(type.SequenceType.ElemType),
        TypeProto.ValueOneofCase.OptionalType => FindUnsupported(type.OptionalType.ElemType),
        TypeProto.ValueOneofCase.MapType =>
            NameIfUnsupported(type.MapType.KeyType) ?? FindUnsupported(type.MapType.ValueType),
        _ => null,
    };

    private static string? NameIfUnsupported(int type) =>
        Unsupported.TryGetValue(type, out var name) ? name
        : type is >= 0 and <= (int)TensorProto.Types.DataType.Bfloat16 ? null
        : $"number {type}";

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
}
