namespace Tracking.Stores.Search.Runs;

/// <summary>
/// Up to which size runs of equal value are sorted rather than searched. To sort g of N runs costs g, to search them
/// for a page of p costs p times N / g: the same where g is the root of p N.
/// </summary>
/// <param name="Min">Sorting this many takes a few milliseconds in any case.</param>
/// <param name="Factor">The root of N for an N of 100,000.</param>
internal sealed record SmallGroups(int Min = 2_000, int Factor = 300)
{
    public static SmallGroups Default { get; } = new();

    public long MaxFor(int pageSize) => Math.Max(Min, (long)(Factor * Math.Sqrt(pageSize)));
}
