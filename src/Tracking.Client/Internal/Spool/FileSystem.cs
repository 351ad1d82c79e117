namespace Tracking.Client.Internal.Spool;

/// <summary>What the file system below a folder promises.</summary>
internal static class FileSystem
{
    /// <summary>Forces the mode that a test is about: "mapped" or "written".</summary>
    internal const string ModeVariable = "TRACKING_SPOOL_WRITES";

    // Others may need a new block for an old place (copy on write: btrfs, zfs, f2fs; overlays on them), or a network: a
    // store into a mapping that finds no room there kills the process.
    private static readonly string[] InPlace = ["ext2", "ext3", "ext4", "xfs", "tmpfs", "NTFS"];

    /// <summary>Whether storing into a file whose blocks exist cannot fail for want of room.</summary>
    internal static bool WritesInPlace(string folder)
    {
        if (Environment.GetEnvironmentVariable(ModeVariable) is { Length: > 0 } mode)
            return mode == "mapped";
        try
        {
            return InPlace.Contains(new DriveInfo(folder).DriveFormat, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
