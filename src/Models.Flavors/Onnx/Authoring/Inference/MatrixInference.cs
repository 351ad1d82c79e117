namespace Tracking.Models.Flavors.Onnx.Authoring.Inference;

/// <summary>What matrix products give.</summary>
internal static class MatrixInference
{
    /// <summary>[…, n, k] by [k, m]; stacks on both sides are left to ONNX Runtime.</summary>
    public static TensorType? MatMul(NodeToInfer node)
    {
        if (!node.HasBoth(0, 1, out var a, out var b))
        {
            return null;
        }

        if (a.Shape is not { Count: >= 1 } left || b.Shape is not [var inner, var columns])
        {
            return a with { Shape = null };
        }

        CheckInner(node, left, left[^1], b, inner);
        return a with { Shape = Shapes.Replaced(left, left.Count - 1, columns) };
    }

    /// <summary>[n, k] by [k, m], each turned over if asked.</summary>
    public static TensorType? Gemm(NodeToInfer node)
    {
        if (!node.HasBoth(0, 1, out var a, out var b))
        {
            return null;
        }

        if (a.Shape is not [var a0, var a1] || b.Shape is not [var b0, var b1])
        {
            return a with { Shape = null };
        }

        var (rows, k) = node.Attribute("transA", 0) != 0 ? (a1, a0) : (a0, a1);
        var (inner, columns) = node.Attribute("transB", 0) != 0 ? (b1, b0) : (b0, b1);
        CheckInner(node, a.Shape, k, b, inner);
        return a with { Shape = [rows, columns] };
    }

    private static void CheckInner(
        NodeToInfer node, IReadOnlyList<OnnxDim> left, OnnxDim k, TensorType b, OnnxDim inner)
    {
        if (Shapes.Differ(k, inner))
        {
            throw node.Wrong($"multiplies {TensorType.Print(left)} by {TensorType.Print(b.Shape)}; "
                + $"{k} columns do not meet {inner} rows");
        }
    }
}
