namespace Tracking.Serving;

/// <summary>What one caller, or all of them together, may take of a serve host.</summary>
public sealed record ServingLimits
{
    /// <summary>Scoring requests that are worked on at the same time, 1 to 100,000; default 1,024.</summary>
    public int ConcurrentRequests { get; init; } = 1_024;

    /// <summary>
    /// Scoring requests that wait for their turn, 0 to 1,000,000; default 4,096. More get 503 with Retry-After.
    /// </summary>
    public int QueuedRequests { get; init; } = 4_096;

    /// <summary>
    /// Requests that one model works on at the same time, 0 to 100,000; as many again may wait. Default 0: only
    /// <see cref="ConcurrentRequests"/> bounds them.
    /// </summary>
    public int ConcurrentRequestsPerModel { get; init; }

    /// <summary>Rows that one request may have, at least 1; default 1,000,000.</summary>
    public int BatchRows { get; init; } = 1_000_000;

    /// <summary>Elements that the inputs of one request may have together, at least 1; default 100,000,000.</summary>
    public long TensorElements { get; init; } = 100_000_000;

    /// <summary>Connections at the same time, 1 to 1,000,000; default 10,000. More are closed at once.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>How long the headers of a request may take to come, 1 s to a day; default 30 s.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may stay open without a request, 1 s to a day; default 130 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>
    /// Bytes per second that a caller must send of a body and take of an answer; default 240. Slower ones are cut off.
    /// 0 allows any pace.
    /// </summary>
    public int MinDataRate { get; init; } = 240;

    /// <summary>How long a caller may be slower than that, 1.1 s to a day; default 5 s.</summary>
    public TimeSpan MinDataRateGrace { get; init; } = TimeSpan.FromSeconds(5);

    internal IEnumerable<string> Problems() =>
    [
        .. Range(nameof(ConcurrentRequests), ConcurrentRequests, 1, 100_000),
        .. Range(nameof(QueuedRequests), QueuedRequests, 0, 1_000_000),
        .. Range(nameof(ConcurrentRequestsPerModel), ConcurrentRequestsPerModel, 0, 100_000),
        .. Range(nameof(BatchRows), BatchRows, 1, int.MaxValue),
        .. Range(nameof(TensorElements), TensorElements, 1, long.MaxValue),
        .. Range(nameof(Connections), Connections, 1, 1_000_000),
        .. Seconds(nameof(HeadersTimeout), HeadersTimeout, 1),
        .. Seconds(nameof(IdleTimeout), IdleTimeout, 1),
        .. Range(nameof(MinDataRate), MinDataRate, 0, int.MaxValue),
        .. Seconds(nameof(MinDataRateGrace), MinDataRateGrace, 1.1),
    ];

    private static string[] Range(string name, long value, long least, long most) =>
        value >= least && value <= most ? [] : [$"{name} is {value}, expected {least} to {most}"];

    private static string[] Seconds(string name, TimeSpan value, double least) =>
        value >= TimeSpan.FromSeconds(least) && value <= TimeSpan.FromDays(1)
            ? []
            : [$"{name} is {value}, expected {least} s to 1 day"];
}
