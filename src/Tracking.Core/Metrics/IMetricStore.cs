using Tracking.Core.Search.Paging;

namespace Tracking.Core.Metrics;

/// <summary>Reads the histories of metrics; <see cref="Runs.IRunStore.LogAsync"/> writes them.</summary>
public interface IMetricStore
{
    /// <summary>
    /// The history ordered by time, step and value; without a limit all of it. An unknown key and a missing run have no
    /// points.
    /// </summary>
    Task<Page<MetricPoint>> GetHistoryAsync(
        string runId, string key, int? maxResults, string? pageToken, CancellationToken cancellationToken);

    /// <summary>
    /// Points of one key in several runs with steps in [<paramref name="startStep"/>, <paramref name="endStep"/>],
    /// at most about <paramref name="maxPoints"/> a run: each bucket of steps keeps its extremes and its first NaN, or
    /// below 16 points every n-th is taken. Ordered by step and time within a run; runs in the order given, those
    /// without such points left out. Many runs are read side by side, so each series is of one moment, but not all of
    /// the same.
    /// </summary>
    Task<IReadOnlyList<RunSeries>> GetSampledAsync(
        IReadOnlyList<string> runIds,
        string key,
        long? startStep,
        long? endStep,
        int maxPoints,
        CancellationToken cancellationToken);
}

/// <summary>The points of one run.</summary>
public sealed record RunSeries(string RunId, IReadOnlyList<MetricPoint> Points)
{
    /// <summary>How many points there are, taken or not.</summary>
    public long Total { get; init; }

    /// <summary>How many of all are NaN.</summary>
    public long Nans { get; init; }
}
