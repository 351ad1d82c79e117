using System.Collections.Concurrent;
using System.IO.Enumeration;
using Tracking.Artifacts;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>Moves files and whole folders between this machine and a location, several files at a time.</summary>
internal sealed class ArtifactTransfer(int parallel)
{
    private const int MaxFiles = 100_000;
    private const int MaxDepth = 64;

    /// <summary>Uploads one file from this machine.</summary>
    internal static Task UploadFileAsync(
        IArtifactLocation location, string file, ArtifactPath path, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"The file '{file}' to upload does not exist", file);
        return location.UploadAsync(path, () => OpenSource(file), cancellationToken);
    }

    /// <summary>
    /// Uploads all files below a folder, except those that <paramref name="skip"/> names by their relative path.
    /// </summary>
    internal async Task UploadFolderAsync(
        IArtifactLocation location,
        string folder,
        ArtifactPath target,
        Func<string, bool> skip,
        CancellationToken cancellationToken)
    {
        var files = FilesBelow(folder).Where(file => !skip(file)).Select(file => (file, path: target.Append(file)))
            .ToList();
        await Parallel.ForEachAsync(files, Bounded(cancellationToken), async (each, token) =>
            await location.UploadAsync(each.path, () => OpenSource(Path.Join(folder, each.file)), token));
    }

    /// <summary>
    /// Downloads a file or a folder into a folder that does not exist yet, or is empty. All of it or nothing.
    /// </summary>
    /// <returns>The full path of the folder, or of the file in it.</returns>
    internal async Task<string> DownloadAsync(
        IArtifactLocation location,
        ArtifactPath path,
        string targetFolder,
        CancellationToken cancellationToken)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(targetFolder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new IOException($"The folder '{target}' to download into is not empty");

        var temporary = $"{target}.{Guid.NewGuid():N}.part";
        Directory.CreateDirectory(temporary);
        try
        {
            var isFile = await FetchAsync(location, path, temporary, cancellationToken);
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(temporary, target);
            return isFile ? Path.Join(target, path.Name) : target;
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    private async Task<bool> FetchAsync(
        IArtifactLocation location, ArtifactPath path, string folder, CancellationToken cancellationToken)
    {
        var files = await FilesBelowAsync(location, path, cancellationToken);
        if (files.Count == 0 && !path.IsRoot)
        {
            // Servers list a file as they list nothing; asking for it tells which.
            await location.DownloadAsync(path, Path.Join(folder, path.Name), cancellationToken);
            return true;
        }

        await Parallel.ForEachAsync(files, Bounded(cancellationToken), async (file, token) =>
        {
            var target = Path.Join(folder, path.IsRoot ? file.Value : file.Value[(path.Value.Length + 1)..]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await location.DownloadAsync(file, target, token);
        });
        return false;
    }

    private async Task<IReadOnlyCollection<ArtifactPath>> FilesBelowAsync(
        IArtifactLocation location,
        ArtifactPath root,
        CancellationToken cancellationToken)
    {
        var files = new ConcurrentBag<ArtifactPath>();
        List<ArtifactPath> level = [root];
        for (var depth = 0; level.Count > 0; depth++)
        {
            if (depth > MaxDepth)
                throw TooMuch(root.Value, $"folders more than {MaxDepth} deep");

            var next = new ConcurrentBag<ArtifactPath>();
            await Parallel.ForEachAsync(level, Bounded(cancellationToken), async (folder, token) =>
            {
                foreach (var child in await location.ListAsync(folder, token))
                    (child.IsFolder ? next : files).Add(child.Path);
                if (files.Count + next.Count > MaxFiles)
                    throw TooMuch(root.Value, $"more than {MaxFiles} files");
            });
            level = [.. next];
        }

        return files;
    }

    /// <summary>
    /// Relative paths with forward slashes. Links to folders are not entered: they may lead in circles.
    /// </summary>
    internal static IEnumerable<string> FilesBelow(string folder)
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
        return files.Count <= MaxFiles ? files : throw TooMuch(folder, $"more than {MaxFiles} files");
    }

    private static TrackingClientException TooMuch(string what, string problem) =>
        new(TrackingClientException.InvalidParameterValue, $"'{what}' has {problem}");

    private static FileStream OpenSource(string file) => new(file, new FileStreamOptions
    {
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        BufferSize = 0,
    });

    private ParallelOptions Bounded(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
}
