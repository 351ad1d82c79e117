namespace Tracking.Server.ModelEndpoints.Figures;

/// <summary>A histogram: how many values were at most each bound. Immutable.</summary>
/// <param name="Bounds">Ascending, infinity last.</param>
/// <param name="Counts">At most each bound, so never falling.</param>
internal sealed record Buckets(IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts)
{
    public static Buckets Empty { get; } = new([], []);

    public long Count => Counts.Count == 0 ? 0 : Counts[^1];

    public static Buckets Of(SortedDictionary<double, long> counts) => new([.. counts.Keys], [.. counts.Values]);

    /// <summary>What came since then, of the same bounds; everything if those differ.</summary>
    public Buckets Since(Buckets earlier) => earlier.Bounds.Count != Bounds.Count
        ? this
        : this with { Counts = [.. Counts.Zip(earlier.Counts, (now, then) => now - then)] };

    /// <summary>The value below which that share lies, evenly spread within its bucket; null without values.</summary>
    public double? Quantile(double share)
    {
        if (Count <= 0)
        {
            return null;
        }

        var rank = share * Count;
        var (below, lower) = (0L, 0.0);
        for (var i = 0; i < Bounds.Count; i++)
        {
            if (Counts[i] >= rank && Counts[i] > below)
            {
                return double.IsInfinity(Bounds[i])
                    ? lower
                    : lower + ((Bounds[i] - lower) * (rank - below) / (Counts[i] - below));
            }

            (below, lower) = (Counts[i], Bounds[i]);
        }

        return lower;
    }
}
