using System.Diagnostics.Metrics;

namespace Tracking.Client.Diagnostics;

/// <summary>Which instruments become metrics of a run, and how often.</summary>
public sealed record MeterMetricsOptions
{
    /// <summary>
    /// Names of meters, such as <c>System.Runtime</c>; a star at the end stands for anything. Default none.
    /// </summary>
    public IReadOnlyList<string> Meters { get; init; } = [];

    /// <summary>Chooses among the instruments of these meters. Default all.</summary>
    public Func<Instrument, bool> Filter { get; init; } = static _ => true;

    /// <summary>How often values are logged. 100 ms to 1 h. Default 10 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Stands before each metric's name, such as <c>app/</c>. Default none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// Combinations of instruments and tags that are kept, 1 to 10,000; measurements of further ones are counted in the
    /// metric <c>meters/dropped</c>. Default 200.
    /// </summary>
    public int MaxSeries { get; init; } = 200;

    /// <summary>Told what goes wrong, once per kind of failure. Default: one line on standard error.</summary>
    public Action<Exception>? OnError { get; init; }
}
