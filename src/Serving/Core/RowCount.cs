using Tracking.Models.Scoring;

namespace Tracking.Serving.Core;

/// <summary>How many rows a request has: the first extent of its first input; 1 for a scalar.</summary>
internal static class RowCount
{
    public static int Of(IReadOnlyList<NamedTensor> inputs) =>
        inputs.Count == 0 || inputs[0].Tensor.Rank == 0 ? 1 : (int)inputs[0].Tensor.Shape[0];
}
