using Tracking.Models.Flavors.Declared;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Combining;

/// <summary>The label that most members give, element by element; of equals, the one that came first.</summary>
/// <param name="weights">How much each member's vote counts; null for one each.</param>
internal sealed class VoteRule(double[]? weights) : ICombineRule
{
    public TensorInfo Describe(TensorInfo info) => info.ElementType
        is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64
        ? throw new ModelLoadException($"Output '{info.Name}' is {info.ElementType}, no label; combine by mean.")
        : info;

    public Tensor Combine(IReadOnlyList<Tensor> members)
    {
        var rows = TensorAccess.Of(members[0].ElementType);
        var result = rows.Create(members[0].Shape.ToArray());
        var flat = result.Reshape(result.Count);
        var votes = members.Select(member => member.Reshape(member.Count)).ToArray();
        for (var i = 0; i < result.Count; i++)
        {
            rows.CopyRow(votes[Winner(rows, votes, i)], i, flat, i);
        }

        return result;
    }

    /// <summary>The first member that gives the winning label.</summary>
    private int Winner(TensorAccess rows, Tensor[] votes, int element)
    {
        var best = 0;
        double most = -1;
        for (var m = 0; m < votes.Length; m++)
        {
            double count = 0;
            for (var other = 0; other < votes.Length; other++)
            {
                count += rows.AreEqual(votes[m], votes[other], element) ? weights?[other] ?? 1 : 0;
            }

            if (count > most)
            {
                (best, most) = (m, count);
            }
        }

        return best;
    }
}
