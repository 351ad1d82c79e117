using Tracking.Core.Search.Binding;

namespace Tracking.Core.Traces;

/// <summary>Two filters and the one that bounds both; null is all traces.</summary>
public sealed record FilterPair(Predicate? First, Predicate? Second, Predicate? Base);

/// <summary>How many traces match the first filter, the second, both, and the base alone.</summary>
public sealed record FilterCounts(long First, long Second, long Joint, long Total);

/// <summary>
/// Normalised pointwise mutual information of two filters: -1 if they never match together, 0 if they have nothing
/// to do with each other, 1 if one never matches without the other.
/// </summary>
public static class FilterCorrelation
{
    /// <summary>What is added to each of the four cells to be robust with few traces (Jeffreys).</summary>
    private const double Smoothing = 0.5;

    /// <summary>NaN if a filter matches no trace.</summary>
    public static double Npmi(FilterCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.First == 0 || counts.Second == 0)
        {
            return double.NaN;
        }

        return counts.Joint == 0 ? -1 : Npmi(counts.Joint, counts.First, counts.Second, counts.Total);
    }

    /// <summary>NaN if there is no trace at all.</summary>
    public static double Smoothed(FilterCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Total == 0 ? double.NaN : Npmi(
            counts.Joint + Smoothing,
            counts.First + (2 * Smoothing),
            counts.Second + (2 * Smoothing),
            counts.Total + (4 * Smoothing));
    }

    private static double Npmi(double joint, double first, double second, double total)
    {
        // All traces match both: the limit of the formula, which divides by zero there.
        if (joint >= total)
        {
            return 1;
        }

        var pmi = Math.Log(joint * total / (first * second));
        return Math.Clamp(pmi / -Math.Log(joint / total), -1, 1);
    }
}
