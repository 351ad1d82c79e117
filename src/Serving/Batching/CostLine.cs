namespace Tracking.Serving.Batching;

/// <summary>
/// What a run costs: fixed + perRow * rows, fitted to runs as they happen. Old runs are forgotten, and a run far off
/// the line (the machine did something else) counts little. Not thread-safe.
/// </summary>
internal sealed class CostLine
{
    // The last fifty runs or so decide.
    private const double Memory = 0.98;

    // Beyond so many usual deviations a run counts as if it were no further off (Huber).
    private const double Tolerance = 2.5;

    // Below so much spread of the sizes their slope cannot be told from noise.
    private const double LeastVariance = 0.25;

    private double _weight;
    private double _rows;
    private double _squares;
    private double _seconds;
    private double _products;
    private double _deviation;

    /// <summary>Seconds that any run costs.</summary>
    public double Fixed { get; private set; }

    /// <summary>Seconds that each row adds.</summary>
    public double PerRow { get; private set; }

    /// <summary>Seconds that a run of so many rows is expected to take.</summary>
    public double Of(int rows) => Fixed + (PerRow * rows);

    /// <summary>Most rows that fit into so many seconds; at least one.</summary>
    public int RowsWithin(double seconds, int most)
    {
        var spare = seconds - Fixed;
        return spare <= PerRow ? 1 : PerRow * most <= spare ? most : (int)(spare / PerRow);
    }

    /// <summary>Learns from a run.</summary>
    public void Add(int rows, double seconds)
    {
        var off = Math.Abs(seconds - Of(rows));
        var isKnown = _weight >= 3;
        var trust = !isKnown || off <= Tolerance * _deviation ? 1 : Tolerance * _deviation / off;
        _deviation = isKnown ? (0.95 * _deviation) + (0.05 * Math.Min(off, 4 * Math.Max(_deviation, 1e-7))) : off;
        _weight = (Memory * _weight) + trust;
        _rows = (Memory * _rows) + (trust * rows);
        _squares = (Memory * _squares) + (trust * rows * rows);
        _seconds = (Memory * _seconds) + (trust * seconds);
        _products = (Memory * _products) + (trust * rows * seconds);
        Fit();
    }

    private void Fit()
    {
        var meanRows = _rows / _weight;
        var meanSeconds = _seconds / _weight;
        var variance = (_squares / _weight) - (meanRows * meanRows);
        if (variance >= LeastVariance)
        {
            PerRow = Math.Max(0, ((_products / _weight) - (meanRows * meanSeconds)) / variance);
        }

        // With one size only, the slope learnt before is kept, but it cannot explain more than there is.
        PerRow = Math.Min(PerRow, meanSeconds / meanRows);
        Fixed = Math.Max(0, meanSeconds - (PerRow * meanRows));
    }
}
