using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Open Inference datatypes and the element types that they stand for.</summary>
internal static class Datatypes
{
    private static readonly (string Name, ElementType Type)[] All =
    [
        ("FP32", ElementType.Float32), ("FP64", ElementType.Float64), ("INT64", ElementType.Int64),
        ("INT32", ElementType.Int32), ("INT16", ElementType.Int16), ("INT8", ElementType.Int8),
        ("UINT8", ElementType.UInt8), ("UINT16", ElementType.UInt16), ("UINT32", ElementType.UInt32),
        ("UINT64", ElementType.UInt64), ("BOOL", ElementType.Bool), ("BYTES", ElementType.String),
        ("FP16", ElementType.Float16), ("BF16", ElementType.BFloat16),
    ];

    /// <summary>Every name, for messages.</summary>
    public static string Known => string.Join(", ", All.Select(d => d.Name));

    public static string NameOf(ElementType type)
    {
        foreach (var (name, candidate) in All)
        {
            if (candidate == type)
            {
                return name;
            }
        }

        throw new NotSupportedException($"No Open Inference datatype for {type}.");
    }

    public static bool TryParse(string name, out ElementType type)
    {
        foreach (var (candidate, known) in All)
        {
            if (candidate == name)
            {
                type = known;
                return true;
            }
        }

        type = default;
        return false;
    }
}
