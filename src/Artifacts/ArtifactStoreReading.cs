using System.Runtime.CompilerServices;

namespace Tracking.Artifacts;

/// <summary>What every store can do by means of its pages and parts.</summary>
public static class ArtifactStoreReading
{
    /// <summary>The most entries that a listing without pages returns; a larger folder is an error.</summary>
    public const int MaxListedEntries = 100_000;

    private const int PageEntries = 10_000;

    /// <summary>Opens a whole file for reading from its start; the caller disposes the stream.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<Stream> OpenReadAsync(
        this IArtifactStore store, ArtifactPath path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var file = await store.OpenAsync(path, cancellationToken);
        try
        {
            return new WholeFileStream(file, await file.ReadAsync(0, file.Entry.SizeBytes, cancellationToken));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>All direct children of a folder by path, character by character; empty for no folder.</summary>
    /// <param name="store">The store.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="IOException">There are more than <see cref="MaxListedEntries"/>.</exception>
    public static async Task<IReadOnlyList<ArtifactEntry>> ListAsync(
        this IArtifactStore store, ArtifactPath folder, CancellationToken cancellationToken)
    {
        var entries = new List<ArtifactEntry>();
        await foreach (var entry in store.ChildrenAsync(folder, cancellationToken))
        {
            if (entries.Count == MaxListedEntries)
                throw new IOException($"Artifact folder '{folder}' has more than {MaxListedEntries} entries");
            entries.Add(entry);
        }

        entries.Sort((left, right) => ArtifactOrder.Compare(left.Path.Value, right.Path.Value));
        return entries;
    }

    /// <summary>All direct children of a folder, in the order of pages.</summary>
    /// <param name="store">The store.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    public static async IAsyncEnumerable<ArtifactEntry> ChildrenAsync(
        this IArtifactStore store,
        ArtifactPath folder,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        string? next = null;
        do
        {
            var page = await store.ListPageAsync(folder, next, PageEntries, cancellationToken);
            foreach (var entry in page.Entries)
                yield return entry;
            next = page.Next;
        }
        while (next is not null);
    }

    /// <summary>All files below a folder, at any depth.</summary>
    /// <param name="store">The store.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    public static async IAsyncEnumerable<ArtifactEntry> FilesBelowAsync(
        this IArtifactStore store,
        ArtifactPath folder,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folders = new Stack<ArtifactPath>([folder]);
        while (folders.TryPop(out var current))
        {
            await foreach (var entry in store.ChildrenAsync(current, cancellationToken))
            {
                if (entry.IsFolder)
                    folders.Push(entry.Path);
                else
                    yield return entry;
            }
        }
    }
}
