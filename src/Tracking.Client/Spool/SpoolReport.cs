namespace Tracking.Client.Spool;

/// <summary>What became of the spools that were looked at.</summary>
/// <param name="Runs">One for each spool, the oldest first.</param>
public sealed record SpoolReport(IReadOnlyList<SpoolRunReport> Runs)
{
    /// <summary>Whether every spool was delivered, or is being delivered by the process that writes it.</summary>
    public bool IsComplete => Runs.All(run => run.Outcome != SpoolRunOutcome.Left);
}

/// <summary>What became of one run's spool.</summary>
public sealed record SpoolRunReport
{
    /// <summary>Its folder.</summary>
    public required string Path { get; init; }

    /// <summary>The run's id on the server, or the one that it had offline; null if it cannot be read.</summary>
    public string? RunId { get; init; }

    /// <summary>The server that it was written for; null if it cannot be read.</summary>
    public string? Server { get; init; }

    /// <summary>Whether it was delivered.</summary>
    public SpoolRunOutcome Outcome { get; init; } = SpoolRunOutcome.Left;

    /// <summary>How many points, params, tags, artifacts and ends of it the server has taken, now or before.</summary>
    public long Delivered { get; init; }

    /// <summary>How many the server refused for good; part of <see cref="Delivered"/> too.</summary>
    public long Refused { get; init; }

    /// <summary>
    /// What in it is no record, one line each; the folder is then kept under a name that ends in .damaged.
    /// </summary>
    public IReadOnlyList<string> Damage { get; init; } = [];

    /// <summary>Why it is left; null if it is not.</summary>
    public string? Problem { get; init; }
}

/// <summary>What became of a spool.</summary>
public enum SpoolRunOutcome
{
    /// <summary>The server has all of it that is valid, and it was removed.</summary>
    Delivered,

    /// <summary>Its process lives, and delivers it.</summary>
    InUse,

    /// <summary>It is still there.</summary>
    Left,
}
