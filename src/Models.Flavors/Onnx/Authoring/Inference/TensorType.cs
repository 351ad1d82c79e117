using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Authoring.Inference;

/// <summary>What is known of a value: the type of its elements, and its dimensions or null.</summary>
internal sealed record TensorType(ElementType Element, IReadOnlyList<OnnxDim>? Shape)
{
    /// <summary>Why something declared contradicts this, or null.</summary>
    public string? Contradiction(TensorType declared)
    {
        if (declared.Element != Element)
        {
            return $"holds {Element}, not {declared.Element}";
        }

        if (Shape is null || declared.Shape is null)
        {
            return null;
        }

        var fits = Shape.Count == declared.Shape.Count
            && Shape.Zip(declared.Shape).All(pair => pair.First.Size is not { } actual
                || pair.Second.Size is not { } stated || actual == stated);
        return fits ? null : $"has shape {Print(Shape)}, not {Print(declared.Shape)}";
    }

    public static string Print(IReadOnlyList<OnnxDim>? shape) =>
        shape is null ? "of any rank" : $"[{string.Join(", ", shape)}]";

    public override string ToString() => $"{Element} {Print(Shape)}";
}
