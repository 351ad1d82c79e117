using System.Security.Cryptography;
using System.Text;

namespace Tracking.Cli.Commands.Artifacts;

/// <summary>
/// Puts a download into a folder that may hold other things: it is fetched beside them first, under a name that is
/// the same the next time, so that one that broke off is gone on with.
/// </summary>
internal static class DownloadStaging
{
    /// <summary>The full path of what was downloaded.</summary>
    public static async Task<string> FetchAsync(StagedDownload download, Func<string, Task<string>> fetch)
    {
        var folder = Path.GetFullPath(download.Folder);
        Directory.CreateDirectory(folder);
        var staging = Path.Join(folder, ".tracking-" + NameOf(download.What));
        if (Directory.Exists(staging))
        {
            // Its files were being moved when the last download of the same ended.
            Directory.Delete(staging, recursive: true);
        }

        var fetched = await fetch(staging);
        var target = Path.Join(folder, download.Below);
        if (File.Exists(fetched))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(fetched, target, overwrite: true);
        }
        else
        {
            Merge(fetched, target);
        }

        Directory.Delete(staging, recursive: true);
        return Path.TrimEndingDirectorySeparator(target);
    }

    private static void Merge(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Move(file, Path.Join(target, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var folder in Directory.EnumerateDirectories(source))
        {
            Merge(folder, Path.Join(target, Path.GetFileName(folder)));
        }
    }

    private static string NameOf(string what) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..16];
}

/// <summary>What is downloaded where.</summary>
/// <param name="What">What makes it the same download.</param>
/// <param name="Folder">The folder that a person named.</param>
/// <param name="Below">The path below it; empty for the folder itself.</param>
internal sealed record StagedDownload(string What, string Folder, string Below);
