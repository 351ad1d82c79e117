namespace Tracking.Server.Operations;

/// <summary>What one client, or all of them together, may take of the server.</summary>
public sealed record ServerLimits
{
    /// <summary>
    /// Bytes of bodies that are held in memory at the same time, at least 1 MB; default 256 MB. Beyond it the answer is
    /// 503 with Retry-After. A body that is alone may be larger.
    /// </summary>
    public long BodyMemoryBytes { get; init; } = 256L << 20;

    /// <summary>Requests that are worked on at the same time, 1 to 100,000; default 1,024.</summary>
    public int ConcurrentRequests { get; init; } = 1_024;

    /// <summary>
    /// Requests that wait for their turn, 0 to 1,000,000; default 4,096. More get 503 with Retry-After.
    /// </summary>
    public int QueuedRequests { get; init; } = 4_096;

    /// <summary>
    /// How long a request may take until its answer begins, from 1 ms; default 60 s. Then it is stopped with 504. It
    /// does not hold for uploads.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the headers of a request may take to come, from 1 s; default 30 s.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may stay open without a request, from 1 s; default 130 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>
    /// Bytes per second that a client must send of a body and take of an answer; default 240. Slower ones are cut off.
    /// 0 allows any.
    /// </summary>
    public int MinDataRate { get; init; } = 240;

    /// <summary>How long a client may be slower than that, from 1.1 s; default 5 s.</summary>
    public TimeSpan MinDataRateGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Answers from this size in bytes are compressed for clients that ask for it; default 4,096.</summary>
    public int CompressFromBytes { get; init; } = 4_096;

    internal IEnumerable<string> Problems() =>
    [
        .. Unless(BodyMemoryBytes >= 1 << 20, $"body memory {BodyMemoryBytes} is under 1048576 bytes"),
        .. Unless(ConcurrentRequests is >= 1 and <= 100_000, $"{ConcurrentRequests} requests are not in 1..100000"),
        .. Unless(QueuedRequests is >= 0 and <= 1_000_000, $"request queue {QueuedRequests} is not in 0..1000000"),
        .. Unless(
            RequestTimeout >= TimeSpan.FromMilliseconds(1) && RequestTimeout <= TimeSpan.FromDays(1),
            $"request timeout {RequestTimeout} is not in 1 ms..1 day"),
        .. Unless(HeadersTimeout >= TimeSpan.FromSeconds(1), $"headers timeout {HeadersTimeout} is under 1 s"),
        .. Unless(IdleTimeout >= TimeSpan.FromSeconds(1), $"idle timeout {IdleTimeout} is under 1 s"),
        .. Unless(MinDataRate >= 0, $"minimum data rate {MinDataRate} is negative"),
        .. Unless(
            MinDataRateGrace >= TimeSpan.FromSeconds(1.1), $"grace of the data rate {MinDataRateGrace} is under 1.1 s"),
        .. Unless(CompressFromBytes >= 0, $"size from which answers are compressed {CompressFromBytes} is negative"),
    ];

    private static IEnumerable<string> Unless(bool valid, string problem) => valid ? [] : [problem];
}
