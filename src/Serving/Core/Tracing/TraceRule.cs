namespace Tracking.Serving.Core.Tracing;

/// <summary>What was said of a model's traces, or of all; null for nothing. Immutable.</summary>
internal sealed record TraceStatement(bool? IsOn = null, long? Rate = null, long? Count = null)
{
    /// <summary>This, and the other where this says nothing.</summary>
    public TraceStatement Over(TraceStatement other) =>
        new(IsOn ?? other.IsOn, Rate ?? other.Rate, Count ?? other.Count);
}

/// <summary>One of so many requests becomes a span, until so many have. Thread-safe.</summary>
internal sealed class TraceRule(TraceStatement stated)
{
    /// <summary>What Triton calls traces that are spans.</summary>
    public const string Mode = "opentelemetry";

    private const long NoLimit = -1;
    private readonly bool _isLimited = stated.Count >= 0;
    private long _seen;
    private long _left = stated.Count ?? NoLimit;

    public bool IsOn => stated.IsOn ?? true;

    /// <summary>Of how many requests one becomes a span.</summary>
    public long Rate => stated.Rate ?? 1;

    /// <summary>How many are still to be taken; -1 for any number.</summary>
    public long Left => _isLimited ? Math.Max(0, Interlocked.Read(ref _left)) : NoLimit;

    /// <summary>Whether this request becomes a span; counts it.</summary>
    public bool Takes() => IsOn
        && (Interlocked.Increment(ref _seen) - 1) % Rate == 0
        && (!_isLimited || Interlocked.Decrement(ref _left) >= 0);
}
