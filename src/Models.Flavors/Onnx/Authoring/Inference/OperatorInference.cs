using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Authoring.Inference;

/// <summary>Types and shapes of what operators give; operators without a rule give what nobody knows.</summary>
internal static class OperatorInference
{
    private static readonly Dictionary<string, Func<NodeToInfer, TensorType?>> Rules = new(StringComparer.Ordinal)
    {
        ["MatMul"] = MatrixInference.MatMul,
        ["Gemm"] = MatrixInference.Gemm,
        ["Where"] = Where,
        ["Cast"] = Cast,
        ["Concat"] = ShapeInference.Concat,
        ["Reshape"] = ShapeInference.Reshape,
        ["Gather"] = ShapeInference.Gather,
        ["Squeeze"] = ShapeInference.Squeeze,
        ["Unsqueeze"] = ShapeInference.Unsqueeze,
        ["Transpose"] = ShapeInference.Transpose,
        ["ArgMax"] = node => Reduced(node, [node.Attribute("axis", 0)], ElementType.Int64),
        ["ArgMin"] = node => Reduced(node, [node.Attribute("axis", 0)], ElementType.Int64),
        ["ReduceSum"] = node => Reduced(node, node.InputCount > 1 ? node.Integers(1) : [], null),
        ["ReduceMax"] = node => Reduced(node, node.AttributeList("axes") ?? [], null),
        ["ReduceMean"] = node => Reduced(node, node.AttributeList("axes") ?? [], null),
        ["ai.onnx.ml:TreeEnsembleRegressor"] = Trees,
        ["ai.onnx.ml:LabelEncoder"] = node => node.AttributeList("values_int64s") is not null
            && node.Type(0) is { } type ? type with { Element = ElementType.Int64 } : null,
    };

    static OperatorInference()
    {
        foreach (var name in (string[])["Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "And", "Or"])
        {
            Rules[name] = node => Broadcast(node, null);
        }

        foreach (var name in (string[])["Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Equal"])
        {
            Rules[name] = node => Broadcast(node, ElementType.Bool);
        }

        foreach (var name in (string[])
            ["Relu", "Sigmoid", "Tanh", "Exp", "Log", "Sqrt", "Abs", "Neg", "Floor", "Identity", "Softmax",
             "Softplus", "Clip", "Not", "Reciprocal", "Sign"])
        {
            Rules[name] = node => node.Type(0);
        }

        Rules["IsNaN"] = node => node.Type(0) is { } type ? type with { Element = ElementType.Bool } : null;
    }

    /// <summary>What a node gives, or null where that is not known.</summary>
    /// <exception cref="ArgumentException">Its inputs cannot go into it; the message says why.</exception>
    public static TensorType? Infer(OnnxNode node, string name) =>
        Rules.TryGetValue(node.Domain.Length == 0 ? node.Operator : $"{node.Domain}:{node.Operator}", out var rule)
            ? rule(new NodeToInfer(node, name))
            : null;

    private static TensorType? Broadcast(NodeToInfer node, ElementType? gives)
    {
        if (node.InputCount == 1)
        {
            return node.Type(0);
        }

        return node.HasBoth(0, 1, out var a, out var b)
            ? new TensorType(gives ?? a.Element, Shapes.Broadcast(node, a.Shape, b.Shape))
            : null;
    }

    private static TensorType? Where(NodeToInfer node)
    {
        if (!node.HasBoth(1, 2, out var a, out var b))
        {
            return null;
        }

        if (node.Type(0) is { Element: not ElementType.Bool } condition)
        {
            throw node.Wrong($"chooses by {condition.Element}; expected Bool");
        }

        var shape = Shapes.Broadcast(node, a.Shape, b.Shape);
        return new TensorType(a.Element, Shapes.Broadcast(node, node.Type(0)?.Shape, shape));
    }

    private static TensorType? Cast(NodeToInfer node) => node.Type(0) is { } type
        && TensorEncoding.FromOnnx((TensorProto.Types.DataType)node.Attribute("to", 0)) is { } to
            ? type with { Element = to }
            : null;

    private static TensorType? Trees(NodeToInfer node) => node.Type(0) is not { } type ? null : new TensorType(
        ElementType.Float32,
        type.Shape is [var rows, _] ? [rows, node.Attribute("n_targets", 1)] : null);

    /// <summary>Axes folded into one extent or dropped; no axes stand for all.</summary>
    private static TensorType? Reduced(NodeToInfer node, long[]? axes, ElementType? gives)
    {
        if (node.Type(0) is not { } type)
        {
            return null;
        }

        var element = gives ?? type.Element;
        if (type.Shape is not { } shape || axes is null)
        {
            return new TensorType(element, null);
        }

        var gone = axes.Length == 0
            ? [.. Enumerable.Range(0, shape.Count)]
            : axes.Select(axis => Shapes.Axis(node, axis, shape.Count)).ToHashSet();
        return new TensorType(element, node.Attribute("keepdims", 1) != 0
            ? [.. shape.Select((dim, axis) => gone.Contains(axis) ? 1 : dim)]
            : [.. shape.Where((_, axis) => !gone.Contains(axis))]);
    }
}
