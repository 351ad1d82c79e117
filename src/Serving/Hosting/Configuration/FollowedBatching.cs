using Tracking.Serving.Batching;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>
/// How requests are joined where no model says it: what the file says, but for what was set after it. Immutable.
/// </summary>
/// <param name="Before">What held before the file was read.</param>
/// <param name="OfFile">With what the file said at the start.</param>
/// <param name="AtStart">With what was set after it.</param>
internal sealed record FollowedBatching(BatchingOptions Before, BatchingOptions OfFile, BatchingOptions AtStart)
{
    private const string Section = "batching.";

    private static readonly Part[] Parts =
    [
        new("mode", one => one.Mode, (to, from) => to with { Mode = from.Mode }),
        new(
            "latency_target_ms",
            one => one.LatencyTarget,
            (to, from) => to with { LatencyTarget = from.LatencyTarget }),
        new("max_rows", one => one.MaxRows, (to, from) => to with { MaxRows = from.MaxRows }),
        new("max_delay_ms", one => one.MaxDelay, (to, from) => to with { MaxDelay = from.MaxDelay }),
        new(
            "preferred_rows",
            one => string.Join(',', one.PreferredRows),
            (to, from) => to with { PreferredRows = from.PreferredRows }),
        new(
            "max_queued_requests",
            one => one.MaxQueuedRequests,
            (to, from) => to with { MaxQueuedRequests = from.MaxQueuedRequests }),
        new("concurrency", one => one.Concurrency, (to, from) => to with { Concurrency = from.Concurrency }),
        new(
            "default_priority",
            one => one.DefaultPriority,
            (to, from) => to with { DefaultPriority = from.DefaultPriority }),
    ];

    /// <summary>Whether the key is one of these, and was not set after the file.</summary>
    public bool Follows(string key) => Parts.Any(part => Section + part.Key == key && Follows(part));

    /// <summary>What holds when the file says this.</summary>
    public BatchingOptions Under(Func<BatchingOptions, BatchingOptions>? file)
    {
        var said = file?.Invoke(Before) ?? Before;
        return Parts.Where(Follows).Aggregate(AtStart, (options, part) => part.Take(options, said));
    }

    /// <summary>Whether two join alike.</summary>
    public static bool AreSame(BatchingOptions one, BatchingOptions other) =>
        Parts.All(part => Equals(part.Of(one), part.Of(other)));

    private bool Follows(Part part) => Equals(part.Of(OfFile), part.Of(AtStart));

    private sealed record Part(
        string Key,
        Func<BatchingOptions, object?> Of,
        Func<BatchingOptions, BatchingOptions, BatchingOptions> Take);
}
