using System.Runtime.InteropServices;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>Memory that the C library keeps after a session has freed it.</summary>
internal static partial class NativeMemory
{
    /// <summary>Gives it back to the system where the C library is glibc; elsewhere it goes back by itself.</summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

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
