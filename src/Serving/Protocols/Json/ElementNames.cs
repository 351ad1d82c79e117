using Tracking.Models.Tensors;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Element types as messages name them: numpy's words.</summary>
internal static class ElementNames
{
    public static string Of(ElementType type) => type switch
    {
        ElementType.Bool => "bool",
        ElementType.BFloat16 => "bfloat16",
        ElementType.String => "string",
        _ => type.ToString().ToLowerInvariant(),
    };
}
