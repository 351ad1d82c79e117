using System.Security.Cryptography;
using System.Text;

namespace Tracking.Projects.Pipelines.Reuse;

/// <summary>SHA-256 of texts, files and folders, in hex.</summary>
internal static class ContentDigest
{
    /// <summary>Of the texts and their borders.</summary>
    public static string OfTexts(IEnumerable<string> texts)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            digest.AppendData(BitConverter.GetBytes(bytes.LongLength));
            digest.AppendData(bytes);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Of a file's content, or of the paths and contents of all files below a folder.</summary>
    public static async Task<string> OfPathAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            return await OfFileAsync(path, cancellationToken);
        }

        var texts = new List<string>();
        foreach (var file in FilesBelow(path))
        {
            texts.Add(file);
            texts.Add(await OfFileAsync(Path.Join(path, file), cancellationToken));
        }

        return OfTexts(texts);
    }

    /// <summary>All files, relative, with slashes, sorted; a link to a folder counts as a file.</summary>
    public static IReadOnlyList<string> FilesBelow(string folder)
    {
        var files = new List<string>();
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var at))
        {
            foreach (var entry in new DirectoryInfo(at).EnumerateFileSystemInfos(
                "*", new EnumerationOptions { AttributesToSkip = 0 }))
            {
                if (entry is DirectoryInfo { LinkTarget: null })
                {
                    open.Push(entry.FullName);
                }
                else
                {
                    files.Add(Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/'));
                }
            }
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>Of the content; of a link to a folder, or to nothing, its target's name.</summary>
    public static async Task<string> OfFileAsync(string file, CancellationToken cancellationToken)
    {
        var info = new FileInfo(file);
        if (info.LinkTarget is { } link && (!info.Exists || Directory.Exists(file)))
        {
            return OfTexts(["link", link]);
        }

        await using var content = info.OpenRead();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }
}
