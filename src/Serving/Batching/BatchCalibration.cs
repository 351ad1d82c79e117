using Tracking.Models.Scoring;

namespace Tracking.Serving.Batching;

/// <summary>Times a fresh model on a few sizes, so that its first requests meet a cost line about right.</summary>
internal static class BatchCalibration
{
    private const int Rounds = 8;
    private const int MostRows = 64;
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(60);

    /// <summary>Runs 1, 2, 4 … rows in turns until the rounds are done or the budget is spent.</summary>
    public static CostLine Measure(
        IScorer scorer, IReadOnlyList<NamedTensor[]> rows, int mostRows, TimeProvider time, CancellationToken token)
    {
        var cost = new CostLine();
        var batches = Sizes(Math.Min(mostRows, MostRows)).Select(size => BatchInvariance.Join(
            [.. Enumerable.Range(0, size).Select(row => rows[row % rows.Count])])).ToList();
        var start = time.GetTimestamp();
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var batch in batches)
            {
                if (round > 1 && time.GetElapsedTime(start) > Budget)
                {
                    return cost;
                }

                var began = time.GetTimestamp();
                scorer.Score(batch, null, token);
                if (round > 0)
                {
                    // The first round pays for what is done lazily.
                    cost.Add((int)batch[0].Tensor.Shape[0], time.GetElapsedTime(began).TotalSeconds);
                }
            }
        }

        return cost;
    }

    private static IEnumerable<int> Sizes(int most)
    {
        for (var size = 1; size <= most; size *= 2)
        {
            yield return size;
        }
    }
}
