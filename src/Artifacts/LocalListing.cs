using System.IO.Enumeration;

namespace Tracking.Artifacts;

/// <summary>
/// Pages of a folder. A file system lists in no order, so each page goes over all names and keeps the next few of them;
/// memory use depends on the page, not on the folder.
/// </summary>
internal sealed class LocalListing(ContainedFolder folder)
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    private static readonly Comparer<string> LastFirst =
        Comparer<string>.Create((left, right) => ArtifactOrder.Compare(right, left));

    internal ArtifactPage List(ArtifactPath parent, string? after, int maxEntries, CancellationToken cancellationToken)
    {
        var location = folder.Resolve(parent);
        if (!Directory.Exists(location))
            return ArtifactPage.Empty;

        // One more than the page holds, to see whether there is a next one.
        var nearest = new PriorityQueue<string, string>(LastFirst);
        foreach (var child in Children(location))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isFolder = child.IsFolder;
            if (TryFind(parent, child.Name, child.IsLink, ref isFolder)
                && ArtifactOrder.KeyOf(child.Name, isFolder) is var key
                && (after is null || ArtifactOrder.Compare(key, after) > 0))
            {
                Keep(nearest, child.Name, key, maxEntries + 1);
            }
        }

        return ToPage(parent, nearest, maxEntries);
    }

    private static FileSystemEnumerable<Child> Children(string location) => new(
        location,
        (ref FileSystemEntry entry) => new Child(
            entry.FileName.ToString(),
            entry.IsDirectory,
            (entry.Attributes & FileAttributes.ReparsePoint) != 0),
        Everything);

    /// <summary>
    /// False for what this store would refuse to open: its own temporary folder, odd names, links that lead out or
    /// nowhere.
    /// </summary>
    private bool TryFind(ArtifactPath parent, string name, bool isLink, ref bool isFolder)
    {
        if (!TryAppend(parent, name, out var path))
            return false;
        if (!isLink)
            return true;
        if (!folder.TryResolve(path, out var target))
            return false;
        isFolder = Directory.Exists(target);
        return isFolder || File.Exists(target);
    }

    private static void Keep(PriorityQueue<string, string> nearest, string name, string key, int max)
    {
        if (nearest.Count < max)
            nearest.Enqueue(name, key);
        else
            nearest.EnqueueDequeue(name, key);
    }

    private ArtifactPage ToPage(ArtifactPath parent, PriorityQueue<string, string> nearest, int maxEntries)
    {
        var hasMore = nearest.Count > maxEntries;
        if (hasMore)
            nearest.Dequeue();

        var entries = new List<ArtifactEntry>(nearest.Count);
        string? last = null;
        while (nearest.TryDequeue(out var name, out var key))
        {
            last ??= key;
            // What was deleted in the meantime is left out.
            if (TryAppend(parent, name, out var path)
                && folder.TryResolve(path, out var location)
                && Describe(path, location) is { } entry)
            {
                entries.Add(entry);
            }
        }

        entries.Reverse();
        return new ArtifactPage(entries, hasMore ? last : null);
    }

    internal static ArtifactEntry? Describe(ArtifactPath path, string location)
    {
        var file = new FileInfo(location);
        if (file.Exists)
            return LocalFile.Describe(path, file.Length, file.LastWriteTimeUtc);

        var directory = new DirectoryInfo(location);
        return directory.Exists
            ? new ArtifactEntry(path, true, 0, new DateTimeOffset(directory.LastWriteTimeUtc, TimeSpan.Zero), "")
            : null;
    }

    private static bool TryAppend(ArtifactPath parent, string name, out ArtifactPath path) =>
        ArtifactPath.TryParse(parent.IsRoot ? name : $"{parent.Value}/{name}", out path);

    private readonly record struct Child(string Name, bool IsFolder, bool IsLink);
}
