namespace Tracking.Serving.Batching;

/// <summary>The time between two rows that arrive, as it was lately. Not thread-safe.</summary>
internal sealed class ArrivalGap
{
    private const double Share = 0.1;
    private double _seconds = double.PositiveInfinity;
    private double _last = double.NegativeInfinity;

    /// <summary>When the last row came, in seconds of the caller's clock.</summary>
    public double Last => _last;

    /// <summary>Rows have come.</summary>
    public void Add(int rows, double now)
    {
        var gap = Math.Max(0, now - _last) / rows;
        _seconds = double.IsFinite(_seconds) ? _seconds + (Share * (gap - _seconds)) : gap;
        _last = now;
    }

    /// <summary>Seconds to the next row as expected now: a long silence says that it will be longer.</summary>
    public double Expected(double now) => Math.Max(_seconds, now - _last);
}
