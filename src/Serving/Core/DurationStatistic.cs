namespace Tracking.Serving.Core;

/// <summary>How often something happened and how long it took in all. Thread-safe.</summary>
internal sealed class DurationStatistic
{
    private long _count;
    private long _nanoseconds;

    /// <summary>Adds the same duration for so many requests.</summary>
    public void Add(TimeSpan duration, int times = 1)
    {
        Interlocked.Add(ref _count, times);
        Interlocked.Add(ref _nanoseconds, duration.Ticks * TimeSpan.NanosecondsPerTick * times);
    }

    /// <summary>Adds to the duration of what was counted before.</summary>
    public void Prolong(TimeSpan duration) =>
        Interlocked.Add(ref _nanoseconds, duration.Ticks * TimeSpan.NanosecondsPerTick);

    public DurationTotal Read() => new(Interlocked.Read(ref _count), Interlocked.Read(ref _nanoseconds));
}

/// <summary>A sum of durations.</summary>
/// <param name="Count">How many.</param>
/// <param name="Nanoseconds">All together.</param>
internal readonly record struct DurationTotal(long Count, long Nanoseconds);
