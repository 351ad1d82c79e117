using System.Runtime.InteropServices;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>Memory that the C library keeps after a session has freed it.</summary>
internal static partial class NativeMemory
{
    // Looking through all that is free takes milliseconds, in which others wait for memory: once for many unloads.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private static readonly ITimer Timer = TimeProvider.System.CreateTimer(
        static _ => Trim(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private static int _isDue;

    /// <summary>
    /// Gives it back to the system a second from now where the C library is glibc; elsewhere it goes back by itself.
    /// </summary>
    public static void TrimSoon()
    {
        if (OperatingSystem.IsLinux() && Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            Timer.Change(Delay, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Trim()
    {
        // Before the work: what is freed meanwhile is for the next time.
        Volatile.Write(ref _isDue, 0);
        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no such function, and keeps nothing.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
