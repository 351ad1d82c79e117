namespace Tracking.Client.Internal.Artifacts;

/// <summary>Tells a full disk from other failures.</summary>
internal static class DiskSpace
{
    /// <summary>ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL on Windows.</summary>
    internal static bool IsFull(Exception failure) =>
        failure is IOException && (failure.HResult & 0xffff) is 28 or 122 or 112;

    /// <summary>What to say of it: which disk, and what did not fit.</summary>
    internal static IOException Full(string folder, string what, Exception cause) => new(
        $"The disk of '{folder}' is full: {what} does not fit. Nothing of it was kept; free some space and try again.",
        cause);
}
