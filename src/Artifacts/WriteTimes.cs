using Microsoft.Win32.SafeHandles;

namespace Tracking.Artifacts;

/// <summary>
/// Gives every written file a time of its own. The system's clock for files stands still for milliseconds, in which two
/// contents of one size would look the same.
/// </summary>
internal sealed class WriteTimes(TimeProvider time)
{
    private long _last;

    /// <summary>Stamps a file that is written to its end, and not yet visible.</summary>
    internal void Stamp(SafeFileHandle file) => File.SetLastWriteTimeUtc(file, new DateTime(Next(), DateTimeKind.Utc));

    private long Next()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max(last + 1, time.GetUtcNow().UtcTicks);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return next;
        }
    }
}
