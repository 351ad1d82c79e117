using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition.Branches;

/// <summary>Asks a model for some rows of a batch.</summary>
internal static class BranchCall
{
    /// <summary>One row of each output for each row asked for.</summary>
    /// <exception cref="ScoringException">It failed, or gave another number of rows.</exception>
    public static IReadOnlyList<NamedTensor> Score(
        Part part,
        RowBatch batch,
        IReadOnlyList<int> rows,
        IReadOnlyList<string> outputs,
        CancellationToken cancellationToken)
    {
        var given = part.Score(batch.For(part, rows), outputs, cancellationToken);
        foreach (var (name, tensor) in given)
        {
            if (batch.Rows != rows.Count || batch.Rows > 1)
            {
                CheckRows(part, name, tensor.Rank == 0 ? -1 : tensor.Shape[0], rows.Count);
            }
        }

        return given;
    }

    private static void CheckRows(Part part, string output, long found, int expected)
    {
        if (found != expected)
        {
            throw new ScoringException(
                ScoringFault.ModelFailed,
                $"Step '{part.Name}': gave {(found < 0 ? "a scalar" : $"{found} rows")} of '{output}'; "
                + $"expected {expected} rows.");
        }
    }
}
