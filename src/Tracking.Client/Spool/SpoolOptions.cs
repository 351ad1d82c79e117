namespace Tracking.Client.Spool;

/// <summary>
/// Where what was logged lies until the server has it, and what happens when it cannot be kept or sent.
/// </summary>
public sealed record SpoolOptions
{
    /// <summary>The smallest bound of <see cref="MaxBytes"/>: 1 MiB.</summary>
    public const long SmallestMaxBytes = 1024 * 1024;

    /// <summary>
    /// Whether there is a spool on disk. Without one, what is not yet delivered lies in memory, 16 MiB of it at most,
    /// and is gone with the process. Default true.
    /// </summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// The folder of all spools of this user. Default: TRACKING_SPOOL_DIR, else <c>tracking/spool</c> in
    /// XDG_STATE_HOME or <c>~/.local/state</c> (Windows: the local application data).
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>
    /// The most bytes that one run may have undelivered, from 1 MiB. Default 1 GiB: 33 million points.
    /// </summary>
    public long MaxBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>
    /// What happens when the bound is reached, or disk and memory are full. Default: drop and report.
    /// </summary>
    public SpoolFullMode WhenFull { get; init; } = SpoolFullMode.DropNewest;

    /// <summary>How long <see cref="SpoolFullMode.Wait"/> waits, 0 to 1 h; then it drops. Default 10 s.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What survives a power cut; a killed process loses nothing in any mode. Default: every second.</summary>
    public SpoolFlushMode Flush { get; init; } = SpoolFlushMode.OnInterval;

    /// <summary>The interval of <see cref="SpoolFlushMode.OnInterval"/>, 10 ms to 1 h. Default 1 s.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long <c>FlushAsync</c>, <c>EndAsync</c> and the disposal wait for the server, 0 to 1 h; what is not
    /// delivered by then stays in the spool. Default 30 s.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the first run of a client also delivers, in the background, what processes that are gone left for
    /// the same server. Default true.
    /// </summary>
    public bool DeliverLeftovers { get; init; } = true;

    /// <summary>
    /// Whether <c>EndAsync</c> and the disposal throw when something that was logged is lost. Default false: it is
    /// reported by <see cref="OnProblem"/>, and the run is marked as FAILED.
    /// </summary>
    public bool ThrowOnLoss { get; init; }

    /// <summary>
    /// Told what goes wrong with logging, from any thread, one call at a time per run; must not throw. The events of
    /// the event source <c>Tracking-Client</c> say the same. Default none.
    /// </summary>
    public Action<LoggingProblem>? OnProblem { get; init; }
}

/// <summary>What a full spool does with what is logged next.</summary>
public enum SpoolFullMode
{
    /// <summary>It is dropped, counted and reported.</summary>
    DropNewest,

    /// <summary>The caller waits for room, at most <see cref="SpoolOptions.MaxWait"/>; then it is dropped.</summary>
    Wait,

    /// <summary>The logging call throws a <see cref="TrackingClientException"/>.</summary>
    Throw,
}

/// <summary>When the spool is forced to the disk.</summary>
public enum SpoolFlushMode
{
    /// <summary>When the operating system likes: a power cut may lose about the last 30 seconds.</summary>
    Never,

    /// <summary>Every <see cref="SpoolOptions.FlushInterval"/> in which something was logged.</summary>
    OnInterval,

    /// <summary>Before each batch is sent, and on the interval too.</summary>
    BeforeEachBatch,
}
