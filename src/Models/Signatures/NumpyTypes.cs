using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures;

/// <summary>Numpy's names of element types.</summary>
public static class NumpyTypes
{
    private static readonly Dictionary<string, ElementType> ByName = new(StringComparer.Ordinal)
    {
        ["bool"] = ElementType.Bool,
        ["uint8"] = ElementType.UInt8,
        ["uint16"] = ElementType.UInt16,
        ["uint32"] = ElementType.UInt32,
        ["uint64"] = ElementType.UInt64,
        ["int8"] = ElementType.Int8,
        ["int16"] = ElementType.Int16,
        ["int32"] = ElementType.Int32,
        ["int64"] = ElementType.Int64,
        ["float16"] = ElementType.Float16,
        ["bfloat16"] = ElementType.BFloat16,
        ["float32"] = ElementType.Float32,
        ["float64"] = ElementType.Float64,
        ["object"] = ElementType.String,
        ["str"] = ElementType.String,
    };

    /// <summary>Numpy's name of an element type; text is <c>object</c>, as arrays of Python strings are.</summary>
    /// <param name="elementType">Any type.</param>
    public static string Name(ElementType elementType) => elementType switch
    {
        ElementType.String => "object",
        ElementType.BFloat16 => "bfloat16",
        _ => elementType.ToString().ToLowerInvariant(),
    };

    /// <summary>The element type of a numpy name (<c>str96</c> and the like are text too), or null.</summary>
    /// <param name="name">Such as <c>float32</c>.</param>
    public static ElementType? Find(string name) =>
        ByName.TryGetValue(name, out var type) ? type
        : name.StartsWith("str", StringComparison.Ordinal) && name.AsSpan(3).ContainsAnyExceptInRange('0', '9') is false
            ? ElementType.String
            : null;
}
