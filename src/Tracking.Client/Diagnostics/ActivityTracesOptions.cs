namespace Tracking.Client.Diagnostics;

/// <summary>Which activities become traces, and how they are sent.</summary>
public sealed record ActivityTracesOptions
{
    /// <summary>
    /// Names of activity sources, such as <c>MyApp</c>; a star at the end stands for anything. Default none.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The experiment that gets the traces. Default "0", the server's default experiment.</summary>
    public string ExperimentId { get; init; } = "0";

    /// <summary>The run that the traces belong to. Default none.</summary>
    public string? RunId { get; init; }

    /// <summary>How long a span may wait for others to be sent with it. 10 ms to 1 min. Default 1 s.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Spans sent at once, 1 to 10,000. Default 512.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>
    /// Spans that may wait, 1 to 1,000,000; further ones are dropped, which <see cref="OnError"/> is told. Default
    /// 10,000.
    /// </summary>
    public int QueueCapacity { get; init; } = 10_000;

    /// <summary>Told what goes wrong, once per kind of failure. Default: one line on standard error.</summary>
    public Action<Exception>? OnError { get; init; }
}
