namespace Tracking.Client;

/// <summary>
/// Whether and how often open runs log what the machine does: <c>system/cpu_utilization_percentage</c> and the others
/// of MLflow's names.
/// </summary>
public sealed record SystemMetricsOptions
{
    /// <summary>Whether runs log them unless their start says otherwise. Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>Between two samples. 0.1 s to 1 h. Default 10 s.</summary>
    public TimeSpan SamplingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many samples are averaged to one point, 1 to 1,000. Default 1.</summary>
    public int SamplesBeforeLogging { get; init; } = 1;

    /// <summary>
    /// Set on each machine of a distributed training: names become <c>system/NODE/cpu_utilization_percentage</c>.
    /// Default none.
    /// </summary>
    public string? NodeId { get; init; }
}
