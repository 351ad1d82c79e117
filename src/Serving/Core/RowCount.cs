using Tracking.Models.Scoring;

namespace Tracking.Serving.Core;

/// <summary>How many rows a request has: the first extent of its first input; 1 for a scalar.</summary>
internal static class RowCount
{
    public static int Of(IReadOnlyList<NamedTensor> inputs) =>
        inputs.Count == 0 || inputs[0].Tensor.Rank == 0 ? 1 : (int)inputs[0].Tensor.Shape[0];

    /// <summary>The first extent that all inputs have in common; 0 if they have none.</summary>
    public static int Shared(IReadOnlyList<NamedTensor> inputs)
    {
        var rows = 0L;
        for (var i = 0; i < inputs.Count; i++)
        {
            var tensor = inputs[i].Tensor;
            if (tensor.Rank == 0 || (i > 0 && tensor.Shape[0] != rows))
            {
                return 0;
            }

            rows = tensor.Shape[0];
        }

        return rows > int.MaxValue ? 0 : (int)rows;
    }
}
