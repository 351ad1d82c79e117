namespace Tracking.Serving.Tests;

/// <summary>A clock on which a millisecond goes by each time that somebody looks.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => Interlocked.Increment(ref _now);
}
