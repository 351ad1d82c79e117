namespace Tracking.Server.ModelEndpoints.LoadTesting;

/// <summary>
/// How many requests took how long, in classes 5 % apart from 10 µs to 100 s, whatever their number. Not thread-safe.
/// </summary>
internal sealed class LatencyCounts
{
    private const double Lowest = 0.01;
    private const double Step = 1.05;
    private const int Classes = 331;

    private readonly long[] _counts = new long[Classes];
    private double _longest;

    public long Count { get; private set; }

    /// <summary>In milliseconds; null without requests.</summary>
    public double? Longest => Count == 0 ? null : _longest;

    public void Add(double milliseconds)
    {
        var index = milliseconds <= Lowest ? 0 : (int)Math.Ceiling(Math.Log(milliseconds / Lowest, Step));
        _counts[Math.Min(index, Classes - 1)]++;
        _longest = Math.Max(_longest, milliseconds);
        Count++;
    }

    /// <summary>Milliseconds that so large a share took at most, 5 % off at most; null without requests.</summary>
    public double? Quantile(double share)
    {
        var rank = Math.Ceiling(share * Count);
        var seen = 0L;
        for (var i = 0; i < Classes && Count > 0; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return Math.Min(_longest, Lowest * Math.Pow(Step, i));
            }
        }

        return null;
    }
}
