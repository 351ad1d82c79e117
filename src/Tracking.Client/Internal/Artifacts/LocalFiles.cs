using System.IO.Enumeration;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>The files of a folder of this machine.</summary>
internal static class LocalFiles
{
    /// <summary>The most files of one transfer.</summary>
    internal const int MaxFiles = 100_000;

    /// <summary>
    /// Relative paths with forward slashes. Links to folders are not entered: they may lead in circles.
    /// </summary>
    internal static List<string> Below(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' to upload does not exist");

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        };
        var found = new FileSystemEnumerable<string>(
            folder, static (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref FileSystemEntry entry) =>
                (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        var files = found.Take(MaxFiles + 1)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count <= MaxFiles ? files : throw ArtifactWalk.TooMuch(folder, $"more than {MaxFiles} files");
    }
}
