namespace Tracking.Models.Flavors.Processes;

/// <summary>How models in processes of their own are run. Immutable; checked when a model is loaded.</summary>
public sealed record ModelProcessOptions
{
    /// <summary>
    /// The Python of <c>python_function</c> models, a path or a name on the PATH. Default: the environment variable
    /// TRACKING_PYTHON, else python3.
    /// </summary>
    public string? Python { get; init; }

    /// <summary>How many processes score at once, 1 to 64. Default: what the model says, else 1.</summary>
    public int? Workers { get; init; }

    /// <summary>How long a process may take to load the model. Default: 2 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one call may take, whatever the caller's patience. Default: 5 minutes.</summary>
    public TimeSpan ScoreTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a process may go on after its caller has gone before it is killed. Default: 2 s.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest request or answer in bytes, 1,024 to 2,000,000,000. Default: 256 MB.</summary>
    public long MaxFrameBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How many calls may wait for a free process, 1 to 100,000. Default: 1,000.</summary>
    public int MaxWaiting { get; init; } = 1_000;

    /// <summary>Gets the lines of the processes' standard error, cut at 2,000 characters. Default: nobody.</summary>
    public Action<string>? Output { get; init; }

    /// <summary>The clock of timeouts and restarts. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        Check(Workers is null or (>= 1 and <= 64), nameof(Workers), Workers, "1 to 64");
        Check(StartTimeout > TimeSpan.Zero, nameof(StartTimeout), StartTimeout, "more than 0");
        Check(ScoreTimeout > TimeSpan.Zero, nameof(ScoreTimeout), ScoreTimeout, "more than 0");
        Check(GracePeriod >= TimeSpan.Zero, nameof(GracePeriod), GracePeriod, "0 or more");
        Check(MaxFrameBytes is >= 1_024 and <= 2_000_000_000, nameof(MaxFrameBytes), MaxFrameBytes,
            "1,024 to 2,000,000,000");
        Check(MaxWaiting is >= 1 and <= 100_000, nameof(MaxWaiting), MaxWaiting, "1 to 100,000");
    }

    private static void Check(bool isFine, string name, object? value, string expected)
    {
        if (!isFine)
        {
            throw new ArgumentException($"{name} is {value}; expected {expected}.");
        }
    }
}
