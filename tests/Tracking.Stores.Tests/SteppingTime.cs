namespace Tracking.Stores.Tests;

/// <summary>
/// A clock that goes on by one second at each look, so that the order of changes shows in their times.
/// </summary>
internal sealed class SteppingTime : TimeProvider
{
    private long _seconds;

    public override DateTimeOffset GetUtcNow() =>
        DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 + Interlocked.Increment(ref _seconds));
}
