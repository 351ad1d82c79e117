using Tracking.Projects.Pipelines.Reuse;

namespace Tracking.Projects.Inputs;

/// <summary>What a file or folder holds, as one number.</summary>
internal static class InputDigest
{
    /// <summary>Of larger inputs reading would take longer than most programs.</summary>
    private const long BytesMax = 32L << 30;

    private const int FilesMax = 1_000_000;

    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>SHA-256 in hex; of a folder that of all its paths and contents. Null: it is too large.</summary>
    public static async Task<string?> OfAsync(string path, CancellationToken cancellationToken) =>
        IsReadable(path) ? await ContentDigest.OfPathAsync(path, cancellationToken) : null;

    private static bool IsReadable(string path)
    {
        if (!Directory.Exists(path))
        {
            return new FileInfo(path).Length <= BytesMax;
        }

        var (files, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", Everything))
        {
            bytes += file.Length;
            if (++files > FilesMax || bytes > BytesMax)
            {
                return false;
            }
        }

        return true;
    }
}
