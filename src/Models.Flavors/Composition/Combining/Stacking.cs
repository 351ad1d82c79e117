using Tracking.Models.Flavors.Declared;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Combining;

/// <summary>Tensors of equal numbers of rows side by side.</summary>
internal static class Stacking
{
    /// <summary>[rows, sum of the widths]; a tensor of rank 1 is one wide.</summary>
    /// <exception cref="ScoringException">They differ in their numbers of rows.</exception>
    public static Tensor SideBySide(IReadOnlyList<Tensor> tensors)
    {
        var rows = tensors[0].Shape[0];
        var widths = tensors.Select(tensor => tensor.Rank == 1 ? 1 : tensor.Shape[1]).ToArray();
        if (tensors.FirstOrDefault(tensor => tensor.Shape[0] != rows) is { } odd)
        {
            throw new ScoringException(
                ScoringFault.ModelFailed,
                $"members gave {rows} and {odd.Shape[0]} rows; expected the same of all.");
        }

        var copy = TensorAccess.Of(tensors[0].ElementType);
        var result = copy.Create([rows, widths.Sum()]);

        // One column is one row of a tensor of single elements.
        var elements = result.Reshape(result.Count);
        var at = 0;
        for (var row = 0; row < rows; row++)
        {
            for (var t = 0; t < tensors.Count; t++)
            {
                var from = tensors[t].Reshape(tensors[t].Count);
                for (var column = 0; column < widths[t]; column++)
                {
                    copy.CopyRow(from, (int)((row * widths[t]) + column), elements, at++);
                }
            }
        }

        return result;
    }
}
