namespace Tracking.Serving.Batching;

/// <summary>How requests for one model are joined; checked when the model is loaded.</summary>
public sealed record BatchingOptions
{
    /// <summary>Whether requests are joined at all. Default <see cref="BatchingMode.Adaptive"/>.</summary>
    public BatchingMode Mode { get; init; } = BatchingMode.Adaptive;

    /// <summary>
    /// What 99 % of the requests should stay under while the load can be carried, above zero and at most a minute; it
    /// bounds how large batches become and how long requests wait. Default 100 ms.
    /// </summary>
    public TimeSpan LatencyTarget { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Most rows in one run, 1 to 65536; a request with more runs alone. Default 64.</summary>
    public int MaxRows { get; init; } = 64;

    /// <summary>
    /// Longest that a request waits for company while the model is free, 0 to a minute; in fixed mode it always waits
    /// so long for a full batch. Default 5 ms.
    /// </summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Numbers of rows that the model runs best with, each at most <see cref="MaxRows"/>.</summary>
    public IReadOnlyList<int> PreferredRows { get; init; } = [];

    /// <summary>Most requests that wait, 1 to 1,000,000; more are refused. Default 1000.</summary>
    public int MaxQueuedRequests { get; init; } = 1_000;

    /// <summary>Most runs at a time, 1 to 1024; null for as many as the processors carry. Default null.</summary>
    public int? Concurrency { get; init; }

    /// <summary>
    /// The priority of requests that state none, 1 to 8; 1 goes first and does not wait for company. Default 2.
    /// </summary>
    public int DefaultPriority { get; init; } = Priorities.Usual;

    internal IEnumerable<string> Problems()
    {
        var minute = TimeSpan.FromMinutes(1);
        if (LatencyTarget <= TimeSpan.Zero || LatencyTarget > minute)
        {
            yield return $"LatencyTarget is {LatencyTarget}, expected above 0 and at most 1 minute";
        }

        if (MaxRows is < 1 or > 65_536)
        {
            yield return $"MaxRows is {MaxRows}, expected 1 to 65536";
        }

        if (MaxDelay < TimeSpan.Zero || MaxDelay > minute)
        {
            yield return $"MaxDelay is {MaxDelay}, expected 0 to 1 minute";
        }

        foreach (var rows in PreferredRows.Where(rows => rows < 1 || rows > MaxRows))
        {
            yield return $"PreferredRows has {rows}, expected 1 to MaxRows ({MaxRows})";
        }

        if (MaxQueuedRequests is < 1 or > 1_000_000)
        {
            yield return $"MaxQueuedRequests is {MaxQueuedRequests}, expected 1 to 1000000";
        }

        if (Concurrency is < 1 or > 1024)
        {
            yield return $"Concurrency is {Concurrency}, expected 1 to 1024";
        }

        if (DefaultPriority is < 1 or > Priorities.Lowest)
        {
            yield return $"DefaultPriority is {DefaultPriority}, expected 1 to {Priorities.Lowest}";
        }
    }
}

/// <summary>Whether and how requests are joined.</summary>
public enum BatchingMode
{
    /// <summary>Every request runs by itself.</summary>
    Off,

    /// <summary>Sizes and waits follow the load and the measured cost of the model.</summary>
    Adaptive,

    /// <summary>A batch waits until it is full, of a preferred size, or the delay is over, as Triton's does.</summary>
    Fixed,
}
