namespace Tracking.Models.Flavors.Onnx.Authoring.Inference;

/// <summary>The algebra of shapes of which some extents have only a name or none.</summary>
internal static class Shapes
{
    /// <summary>What two shapes become together, by NumPy's rules; null where a rank is not known.</summary>
    public static IReadOnlyList<OnnxDim>? Broadcast(
        NodeToInfer node, IReadOnlyList<OnnxDim>? a, IReadOnlyList<OnnxDim>? b)
    {
        if (a is null || b is null)
        {
            return null;
        }

        var result = new OnnxDim[Math.Max(a.Count, b.Count)];
        for (var fromEnd = 1; fromEnd <= result.Length; fromEnd++)
        {
            var left = fromEnd <= a.Count ? a[^fromEnd] : 1;
            var right = fromEnd <= b.Count ? b[^fromEnd] : 1;
            result[^fromEnd] = Together(left, right)
                ?? throw node.Wrong($"takes shapes {TensorType.Print(a)} and {TensorType.Print(b)}, which do not "
                    + "broadcast");
        }

        return result;
    }

    /// <summary>An axis counted from the front.</summary>
    public static int Axis(NodeToInfer node, long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw node.Wrong($"has axis {axis}; expected {-rank} to {rank - 1}");

    /// <summary>Whether two dimensions contradict each other.</summary>
    public static bool Differ(OnnxDim a, OnnxDim b) => a.Size is { } left && b.Size is { } right && left != right;

    public static IReadOnlyList<OnnxDim> Replaced(IReadOnlyList<OnnxDim> shape, int axis, OnnxDim with)
    {
        var copy = shape.ToArray();
        copy[axis] = with;
        return copy;
    }

    private static OnnxDim? Together(OnnxDim a, OnnxDim b)
    {
        if (a.Size == 1)
        {
            return b;
        }

        if (b.Size == 1 || a == b)
        {
            return a;
        }

        if (Differ(a, b))
        {
            return null;
        }

        // A fixed extent above 1 decides; two that vary may turn out to be 1.
        return a.Size is not null ? a : b.Size is not null ? b : OnnxDim.Any;
    }
}
