namespace Tracking.Core.Traces;

/// <summary>
/// What is known of a trace beside its spans. Times are milliseconds, the first since the epoch. <c>TraceId</c>: such
/// as <c>tr-</c> and 32 hexadecimal digits; version 2 of the API gives bare digits. <c>DurationMs</c>: null while it
/// is not known.
/// </summary>
public sealed record TraceInfo(
    string TraceId,
    long ExperimentId,
    long TimestampMs,
    long? DurationMs,
    TraceState State)
{
    public string? ClientRequestId { get; init; }

    public string? RequestPreview { get; init; }

    public string? ResponsePreview { get; init; }

    public IReadOnlyList<Tag> Metadata { get; init; } = [];

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<Assessment> Assessments { get; init; } = [];
}

/// <summary>How a trace ended; the numbers are stored.</summary>
public enum TraceState
{
    Unspecified = 0,
    Ok = 1,
    Error = 2,
    InProgress = 3,
}

/// <summary>A trace with its spans, the earliest first.</summary>
public sealed record Trace(TraceInfo Info, IReadOnlyList<TraceSpan> Spans);

/// <summary>What start made of a trace, and whether spans or an earlier start had made it before.</summary>
public sealed record StartedTrace(TraceInfo Info, bool WasThere);

/// <summary>The end of a trace as version 2 of the API tells it.</summary>
public sealed record TraceEnd(
    string TraceId, long EndMs, TraceState State, IReadOnlyList<Tag> Metadata, IReadOnlyList<Tag> Tags);

/// <summary>A version of a prompt that a trace used.</summary>
public sealed record PromptReference(string Name, string Version)
{
    /// <summary>As filters write it: <c>name/version</c>.</summary>
    public override string ToString() => $"{Name}/{Version}";
}
