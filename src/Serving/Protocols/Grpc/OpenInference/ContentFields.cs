using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>The fields of InferTensorContents, by element type.</summary>
internal static class ContentFields
{
    private static readonly string[] Names =
    [
        "", "bool_contents", "int_contents", "int64_contents", "uint_contents", "uint64_contents", "fp32_contents",
        "fp64_contents", "bytes_contents",
    ];

    /// <summary>The field that holds elements of a type; 0 for those that travel only as raw bytes.</summary>
    public static int Of(ElementType type) => type switch
    {
        ElementType.Bool => 1,
        ElementType.Int8 or ElementType.Int16 or ElementType.Int32 => 2,
        ElementType.Int64 => 3,
        ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 => 4,
        ElementType.UInt64 => 5,
        ElementType.Float32 => 6,
        ElementType.Float64 => 7,
        ElementType.String => 8,
        _ => 0,
    };

    /// <summary>A field's name for messages.</summary>
    public static string NameOf(int field) =>
        field > 0 && field < Names.Length ? Names[field] : $"an unknown field {field}";
}
