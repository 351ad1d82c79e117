namespace Tracking.Core.Metrics;

/// <summary>A point of a metric of a run. Value may be NaN; infinities are stored as the largest doubles.</summary>
public readonly record struct LoggedMetric(string Key, MetricPoint Point)
{
    /// <summary>The logged model and dataset that the value belongs to, if any.</summary>
    public MetricLink? Link { get; init; }
}

/// <summary>The logged model and the dataset that a metric was measured on.</summary>
public sealed record MetricLink(string? ModelId, string? DatasetName, string? DatasetDigest);
