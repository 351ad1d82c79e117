using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Batching;

/// <summary>Proves before a model is batched that a row's answer does not depend on the rows beside it.</summary>
internal static class BatchInvariance
{
    private const double Relative = 1e-4;
    private const double Absolute = 1e-5;

    /// <summary>Why the model's inputs and outputs rule joining out; null if they do not.</summary>
    public static string? ProblemOf(ScorerSchema schema)
    {
        foreach (var (kind, tensors) in ((string, IReadOnlyList<TensorInfo>)[])
            [("input", schema.Inputs), ("output", schema.Outputs)])
        {
            if (tensors.FirstOrDefault(tensor => tensor.Shape.Count == 0 || tensor.Shape[0] >= 0) is { } tensor)
            {
                return $"{kind} '{tensor.Name}' has shape {TensorShapes.Print([.. tensor.Shape])}, whose first "
                    + "dimension is not free";
            }
        }

        return schema.Inputs.Count == 0 ? "it has no inputs" : null;
    }

    /// <summary>Scores rows alone and together, in two orders; says how answers differ, null if they agree.</summary>
    /// <exception cref="ScoringException">The model refuses the rows.</exception>
    public static string? ProblemOf(
        IScorer scorer, IReadOnlyList<NamedTensor[]> rows, CancellationToken cancellationToken)
    {
        var alone = rows.Select(row => scorer.Score(row, null, cancellationToken)).ToList();
        return Compare(scorer, rows, alone, [.. Enumerable.Range(0, rows.Count)], cancellationToken)
            ?? Compare(scorer, rows, alone, [.. Enumerable.Range(1, rows.Count - 1).Reverse()], cancellationToken);
    }

    /// <summary>Rows below each other.</summary>
    public static NamedTensor[] Join(IReadOnlyList<NamedTensor[]> rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(input => new NamedTensor(
            rows[0][input].Name,
            TensorRows.Of(rows[0][input].Tensor.ElementType).Join(
                [.. rows.Select(row => row[input].Tensor)], rows.Count)))];

    private static string? Compare(
        IScorer scorer,
        IReadOnlyList<NamedTensor[]> rows,
        List<IReadOnlyList<NamedTensor>> alone,
        int[] order,
        CancellationToken cancellationToken)
    {
        var together = scorer.Score(Join([.. order.Select(row => rows[row])]), null, cancellationToken);
        for (var output = 0; output < together.Count; output++)
        {
            var (name, tensor) = together[output];
            if (tensor.Rank == 0 || tensor.Shape[0] != order.Length)
            {
                return $"output '{name}' has shape {TensorShapes.Print(tensor.Shape)} for {order.Length} rows";
            }

            for (var i = 0; i < order.Length; i++)
            {
                var part = TensorRows.Of(tensor.ElementType).Cut(tensor, i, 1);
                if (!Agree(part, alone[order[i]][output].Tensor))
                {
                    return $"output '{name}' of a row depends on the rows scored with it";
                }
            }
        }

        return null;
    }

    private static bool Agree(Tensor one, Tensor other)
    {
        if (one.ElementType != other.ElementType || !one.Shape.SequenceEqual(other.Shape))
        {
            return false;
        }

        if (one is StringTensor texts)
        {
            return texts.Data.AsSpan().SequenceEqual(((StringTensor)other).Data);
        }

        if (one is JsonTensor values)
        {
            return values.Data.Zip(((JsonTensor)other).Data)
                .All(pair => JsonElement.DeepEquals(pair.First, pair.Second));
        }

        var (left, right) = (Doubles(one), Doubles(other));
        var scale = left.Concat(right).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        return left.Zip(right).All(pair => IsClose(pair.First, pair.Second, scale));
    }

    // Kernels for one row and for many add up in another order, which shows in the last digits.
    private static bool IsClose(double left, double right, double scale) =>
        left.Equals(right) || Math.Abs(left - right) <= Absolute + (Relative * scale);

    private static double[] Doubles(Tensor tensor) =>
        ((Tensor<double>)ElementConversion.Convert(tensor, ElementType.Float64)).Data.ToArray();
}
