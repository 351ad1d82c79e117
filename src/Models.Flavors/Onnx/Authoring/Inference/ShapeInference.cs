namespace Tracking.Models.Flavors.Onnx.Authoring.Inference;

/// <summary>What operators give that only arrange elements.</summary>
internal static class ShapeInference
{
    public static TensorType? Concat(NodeToInfer node)
    {
        for (var other = 1; other < node.InputCount; other++)
        {
            _ = node.HasBoth(0, other, out _, out _);
        }

        TensorType?[] types = [.. node.Types];
        if (types.Length == 0 || types[0] is not { } first || types.Any(type => type?.Shape is null))
        {
            return types is [{ } known, ..] ? known with { Shape = null } : null;
        }

        var shapes = types.Select(type => type!.Shape!).ToArray();
        var axis = Shapes.Axis(node, node.Attribute("axis", 0), shapes[0].Count);
        var result = shapes[0].ToArray();
        foreach (var shape in shapes.Skip(1))
        {
            if (shape.Count != result.Length || shape.Where((dim, at) => at != axis && Shapes.Differ(dim, result[at]))
                .Any())
            {
                throw node.Wrong($"lays {TensorType.Print(shapes[0])} and {TensorType.Print(shape)} together along "
                    + $"axis {axis}; their other extents differ");
            }
        }

        result[axis] = shapes.All(shape => shape[axis].Size is not null)
            ? shapes.Sum(shape => shape[axis].Size!.Value)
            : OnnxDim.Any;
        return first with { Shape = result };
    }

    /// <summary>The shape that the file holds; what it leaves open is filled where the input is known.</summary>
    public static TensorType? Reshape(NodeToInfer node)
    {
        if (node.Type(0) is not { } type)
        {
            return null;
        }

        if (node.Integers(1) is not { } wanted)
        {
            return type with { Shape = null };
        }

        var result = new OnnxDim[wanted.Length];
        for (var axis = 0; axis < wanted.Length; axis++)
        {
            result[axis] = wanted[axis] switch
            {
                0 => type.Shape is { } shape && axis < shape.Count ? shape[axis] : OnnxDim.Any,
                < 0 => OnnxDim.Any,
                var size => size,
            };
        }

        return type with { Shape = Filled(node, type.Shape, wanted, result) };
    }

    public static TensorType? Gather(NodeToInfer node)
    {
        if (node.Type(0) is not { } data)
        {
            return null;
        }

        if (data.Shape is not { } shape || node.Type(1)?.Shape is not { } indices)
        {
            return data with { Shape = null };
        }

        var axis = Shapes.Axis(node, node.Attribute("axis", 0), shape.Count);
        return data with { Shape = [.. shape.Take(axis), .. indices, .. shape.Skip(axis + 1)] };
    }

    public static TensorType? Squeeze(NodeToInfer node)
    {
        if (node.Type(0) is not { Shape: { } shape } type || node.Integers(1) is not { } axes)
        {
            return node.Type(0) is { } known ? known with { Shape = null } : null;
        }

        var gone = axes.Select(axis => Shapes.Axis(node, axis, shape.Count)).ToHashSet();
        return gone.FirstOrDefault(axis => shape[axis].Size is not (null or 1), -1) is var wrong and >= 0
            ? throw node.Wrong($"drops axis {wrong} of {TensorType.Print(shape)}, which is not 1 long")
            : type with { Shape = [.. shape.Where((_, axis) => !gone.Contains(axis))] };
    }

    public static TensorType? Unsqueeze(NodeToInfer node)
    {
        if (node.Type(0) is not { Shape: { } shape } type || node.Integers(1) is not { } axes)
        {
            return node.Type(0) is { } known ? known with { Shape = null } : null;
        }

        var rank = shape.Count + axes.Length;
        var added = axes.Select(axis => Shapes.Axis(node, axis, rank)).ToHashSet();
        var rest = new Queue<OnnxDim>(shape);
        return type with
        {
            Shape = [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : rest.Dequeue())],
        };
    }

    public static TensorType? Transpose(NodeToInfer node)
    {
        if (node.Type(0) is not { Shape: { } shape } type)
        {
            return node.Type(0);
        }

        var order = node.AttributeList("perm")
            ?? [.. Enumerable.Range(0, shape.Count).Reverse().Select(axis => (long)axis)];
        return order.Order().SequenceEqual(Enumerable.Range(0, shape.Count).Select(axis => (long)axis))
            ? type with { Shape = [.. order.Select(axis => shape[(int)axis])] }
            : throw node.Wrong($"orders axes as [{string.Join(", ", order)}] of {TensorType.Print(shape)}");
    }

    private static OnnxDim[] Filled(
        NodeToInfer node, IReadOnlyList<OnnxDim>? from, long[] wanted, OnnxDim[] result)
    {
        var open = Array.IndexOf(wanted, -1);
        if (from is null || from.Any(dim => dim.Size is null)
            || result.Where((dim, axis) => axis != open && dim.Size is null).Any())
        {
            return result;
        }

        var count = from.Aggregate(1L, (product, dim) => product * dim.Size!.Value);
        var rest = result.Where((_, axis) => axis != open).Aggregate(1L, (product, dim) => product * dim.Size!.Value);
        if (open < 0 ? count != rest : rest == 0 || count % rest != 0)
        {
            throw node.Wrong($"puts {TensorType.Print(from)} into [{string.Join(", ", wanted)}], which holds another "
                + "number of elements");
        }

        if (open >= 0)
        {
            result[open] = count / rest;
        }

        return result;
    }
}
