using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition.Branches;

/// <summary>A stage of a cascade.</summary>
/// <param name="Part">Its model.</param>
/// <param name="Accept">When its answer is taken; null for the last.</param>
internal sealed record CascadeStage(Part Part, Acceptance? Accept);

/// <summary>Rows go from stage to stage until one accepts them.</summary>
internal sealed class Cascade(IReadOnlyList<CascadeStage> stages) : IBranching
{
    public IReadOnlyList<NamedTensor> Score(
        RowBatch batch, IReadOnlyList<string> outputs, CancellationToken cancellationToken)
    {
        var merge = new RowMerge(batch.Rows, outputs);
        IReadOnlyList<int> left = [.. Enumerable.Range(0, batch.Rows)];
        foreach (var (part, accept) in stages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<string> asked = accept is null || outputs.Contains(accept.Output)
                ? outputs
                : [.. outputs, accept.Output];
            var given = BranchCall.Score(part, batch, left, asked, cancellationToken);
            if (accept is null)
            {
                merge.Add(part, given, [.. Enumerable.Range(0, left.Count)], left);
                break;
            }

            var accepted = accept.Test(given.Find(accept.Output)!);
            var taken = Enumerable.Range(0, left.Count).Where(row => accepted[row]).ToList();
            merge.Add(part, given, taken, [.. taken.Select(row => left[row])]);
            left = [.. left.Where((_, row) => !accepted[row])];
            if (left.Count == 0)
            {
                break;
            }
        }

        return merge.Result();
    }
}
