using System.Security.Cryptography;
using System.Text;

namespace Tracking.Projects.Sources;

/// <summary>Copies files of a project and digests them on the way.</summary>
internal static class FolderCopy
{
    private const int FilesMax = 100_000;
    private const long BytesMax = 4L << 30;

    /// <summary>What a run downloads into its working copy; it is not a part of the project.</summary>
    public const string InputsFolder = ".tracking-inputs";

    private static readonly string[] LeftOut =
        [".git", "bin", "obj", "node_modules", ".vs", "__pycache__", ".venv", InputsFolder];

    /// <summary>The files below a folder that are neither git's own nor made by tools, relative and sorted.</summary>
    public static IReadOnlyList<string> FilesOf(string folder)
    {
        var options = new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = false };
        var files = new List<string>();
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var at))
        {
            foreach (var entry in new DirectoryInfo(at).EnumerateFileSystemInfos("*", options))
            {
                if (entry is DirectoryInfo { LinkTarget: null } directory)
                {
                    if (!LeftOut.Contains(directory.Name, StringComparer.Ordinal))
                    {
                        open.Push(directory.FullName);
                    }
                }
                else
                {
                    files.Add(Path.GetRelativePath(folder, entry.FullName));
                }
            }
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>Copies the files and gives the digest of their paths and contents.</summary>
    /// <param name="source">Where they lie.</param>
    /// <param name="target">An empty folder; null only digests.</param>
    /// <param name="files">Relative, sorted.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="ProjectException">There are too many, or they are too large.</exception>
    public static async Task<string> CopyAsync(
        string source, string? target, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (files.Count > FilesMax)
        {
            throw new ProjectException(
                $"The project has {files.Count} files; at most {FilesMax} are copied. Let git ignore what is data.");
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = new FileInfo(Path.Join(source, file));
            bytes += from.LinkTarget is null ? from.Length : 0;
            if (bytes > BytesMax)
            {
                throw new ProjectException(
                    $"The project is larger than the {BytesMax >> 30} GB that are copied. Let git ignore data.");
            }

            digest.AppendData(Encoding.UTF8.GetBytes(file.Replace('\\', '/') + "\n"));
            digest.AppendData(from.LinkTarget is { } link
                ? Encoding.UTF8.GetBytes("link " + link)
                : await DigestOfAsync(from, cancellationToken));
            if (target is not null)
            {
                Copy(from, Path.Join(target, file));
            }
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static async Task<byte[]> DigestOfAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        return await SHA256.HashDataAsync(content, cancellationToken);
    }

    /// <summary>Copies a file with its mode, or a link as a link; makes the folders above it.</summary>
    public static void Copy(FileInfo from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (from.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(to, link);
        }
        else
        {
            // Keeps the mode, so that scripts stay executable.
            from.CopyTo(to);
        }
    }
}
