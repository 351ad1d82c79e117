using Tracking.Serving.Batching;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>The <c>batching</c> of the host, of a model or of a set of models.</summary>
internal static class BatchingSection
{
    private const double MillisecondsMax = 60_000;
    private const int RowsMax = 65_536;

    /// <summary>What the section under a key changes of other options; null where there is none.</summary>
    public static Func<BatchingOptions, BatchingOptions>? Read(ConfigSection parent, string key)
    {
        Func<BatchingOptions, BatchingOptions>? change = null;
        parent.Within(key, section => change = Read(section));
        return change;
    }

    private static Func<BatchingOptions, BatchingOptions> Read(ConfigSection section)
    {
        var mode = section.Choice<BatchingMode>("mode");
        var target = Milliseconds(section, "latency_target_ms", 0.001);
        var rows = section.Count("max_rows", 1, RowsMax);
        var delay = Milliseconds(section, "max_delay_ms", 0);
        var preferred = section.Counts("preferred_rows", 1, rows ?? RowsMax);
        var queued = section.Count("max_queued_requests", 1, 1_000_000);
        var concurrency = section.Count("concurrency", 1, 1_024);
        var priority = section.Count("default_priority", 1, Priorities.Lowest);
        return other => other with
        {
            Mode = mode ?? other.Mode,
            LatencyTarget = target ?? other.LatencyTarget,
            MaxRows = rows ?? other.MaxRows,
            MaxDelay = delay ?? other.MaxDelay,
            PreferredRows = preferred ?? [.. other.PreferredRows.Where(one => one <= (rows ?? other.MaxRows))],
            MaxQueuedRequests = queued ?? other.MaxQueuedRequests,
            Concurrency = concurrency ?? other.Concurrency,
            DefaultPriority = priority ?? other.DefaultPriority,
        };
    }

    private static TimeSpan? Milliseconds(ConfigSection section, string key, double least) =>
        section.Time(key, TimeSpan.FromMilliseconds(1), least, MillisecondsMax);
}
