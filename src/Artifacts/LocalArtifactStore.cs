using Microsoft.Win32.SafeHandles;
using Tracking.Artifacts.Uploads;

namespace Tracking.Artifacts;

/// <summary>
/// Artifacts as files below one folder. Several processes may use one folder at once. Files are flushed to disk before
/// they appear under their name; memory use does not depend on their size. A full disk, a read-only folder and missing
/// rights are an <see cref="IOException"/>; a symbolic link that leads outside is an
/// <see cref="InvalidArtifactPathException"/>; a file where a folder is needed is an
/// <see cref="ArtifactConflictException"/>. A file written onto the name of a folder goes into that folder under the
/// same name, as with <c>cp</c> and with MLflow's store.
/// </summary>
public sealed class LocalArtifactStore : IArtifactStore
{
    internal const int CopyBufferBytes = 128 * 1024;
    // A loop of deletions may win several times in a row; a thousand take some tens of milliseconds.
    private const int MaxPlaceAttempts = 1_000;

    private readonly ContainedFolder _folder;
    private readonly TemporaryFiles _temporary;
    private readonly LocalListing _listing;
    private readonly WriteTimes _times;

    /// <summary>
    /// Opens the store and removes what writers that died left half-written. The folder is made by the first write.
    /// </summary>
    /// <param name="root">A folder; relative to the current one.</param>
    /// <param name="time">The clock of files and of the age of leftovers; the system's by default.</param>
    public LocalArtifactStore(string root, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        time ??= TimeProvider.System;
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _folder = new ContainedFolder(Root);
        _listing = new LocalListing(_folder);
        _times = new WriteTimes(time);
        _temporary = new TemporaryFiles(Path.Join(Root, ArtifactPathSyntax.ReservedName), time);
        _temporary.RemoveLeftovers();
        Uploads = new LocalUploads(this, _temporary, time);
    }

    /// <summary>The folder's full path.</summary>
    public string Root { get; }

    /// <summary>Uploads in parts, which this store takes itself: they are <see cref="IPartWriter"/>.</summary>
    public IMultipartUploads Uploads { get; }

    /// <summary>Null: a folder has no URLs.</summary>
    public IPresignedUrls? Presigned => null;

    /// <inheritdoc/>
    public Task<IArtifactFile> OpenAsync(ArtifactPath path, CancellationToken cancellationToken) =>
        Task.Run<IArtifactFile>(() => Open(path), cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return WriteAsync(
            path, (target, token) => content.CopyToAsync(target, CopyBufferBytes, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ArtifactEntry?> StatAsync(ArtifactPath path, CancellationToken cancellationToken) =>
        Task.Run(() => LocalListing.Describe(path, _folder.Resolve(path)), cancellationToken);

    /// <inheritdoc/>
    public Task<ArtifactPage> ListPageAsync(
        ArtifactPath folder, string? after, int maxEntries, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, 1);
        return Task.Run(() => _listing.List(folder, after, maxEntries, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken) =>
        Task.Run(() => Delete(path, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public bool TryLocate(string location, out ArtifactPath path)
    {
        ArgumentNullException.ThrowIfNull(location);
        path = ArtifactPath.Root;
        var folder = LocalPathOf(location);
        if (folder is null || !folder.StartsWith(Root, StringComparison.Ordinal))
            return false;
        var rest = folder[Root.Length..].Replace(Path.DirectorySeparatorChar, '/');
        return rest.Length == 0 || (rest[0] == '/' && ArtifactPath.TryParse(rest[1..], out path));
    }

    /// <summary>Writes a file by a function that fills it; see <see cref="IArtifactStore.WriteAsync"/>.</summary>
    internal async Task WriteAsync(
        ArtifactPath path, Func<Stream, CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        if (path.IsRoot)
            throw new InvalidArtifactPathException("it is empty; expected the path of a file");

        try
        {
            await _temporary.WriteAsync(fill, file => Place(file, path), cancellationToken);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"Cannot write artifact '{path}': {denied.Message}", denied);
        }
    }

    private static string? LocalPathOf(string location)
    {
        if (Path.IsPathFullyQualified(location))
            return Path.TrimEndingDirectorySeparator(location);
        return Uri.TryCreate(location, UriKind.Absolute, out var uri) && uri.IsFile && !uri.IsUnc
            ? Path.TrimEndingDirectorySeparator(uri.LocalPath)
            : null;
    }

    private LocalFile Open(ArtifactPath path)
    {
        var location = _folder.Resolve(path);
        SafeFileHandle? handle = null;
        try
        {
            // Delete is shared so that a writer can replace the file while it is read.
            handle = File.OpenHandle(
                location, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
            return new LocalFile(handle, LocalFile.Describe(
                path, RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle)));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException
            || Directory.Exists(location) || FileInTheWay(path.Parent) is not null)
        {
            handle?.Dispose();
            throw new FileNotFoundException($"Artifact '{path}' does not exist", path.Value);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"Cannot read artifact '{path}': {denied.Message}", denied);
        }
    }

    private void Place(FileStream temporary, ArtifactPath path)
    {
        _times.Stamp(temporary.SafeFileHandle);
        for (var attempt = 1; ; attempt++)
        {
            var location = _folder.Resolve(path);
            if (Directory.Exists(location))
                (path, location) = Within(path);

            try
            {
                MakeFolder(Path.GetDirectoryName(location)!, path.Parent);
                File.Move(temporary.Name, location, overwrite: true);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < MaxPlaceAttempts)
            {
                // The folder was deleted between the two calls: the write came later, so it makes the folder again.
            }
        }
    }

    private (ArtifactPath Path, string Location) Within(ArtifactPath folder)
    {
        var path = folder.Append(folder.Name);
        var location = _folder.Resolve(path);
        return Directory.Exists(location)
            ? throw new ArtifactConflictException($"Cannot write artifact '{folder}': '{path}' is a folder, too")
            : (path, location);
    }

    private void MakeFolder(string location, ArtifactPath folder)
    {
        try
        {
            Directory.CreateDirectory(location);
        }
        catch (IOException) when (FileInTheWay(folder) is { } file)
        {
            throw new ArtifactConflictException($"Cannot write below '{folder}': '{file}' is a file");
        }
    }

    private ArtifactPath? FileInTheWay(ArtifactPath folder)
    {
        for (var path = folder; !path.IsRoot; path = path.Parent)
        {
            if (File.Exists(_folder.Resolve(path)))
                return path;
        }

        return null;
    }

    private void Delete(ArtifactPath path, CancellationToken cancellationToken)
    {
        if (!path.IsRoot)
        {
            // The parent's links are followed; a link at the end is deleted itself, not what it leads to.
            DeleteEntry(path, _folder.ResolveParent(path));
            return;
        }

        // A page is listed anew each time, since what it held is gone then.
        ArtifactPage page;
        do
        {
            page = _listing.List(ArtifactPath.Root, null, ArtifactStoreReading.MaxListedEntries, cancellationToken);
            foreach (var entry in page.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                DeleteEntry(entry.Path, _folder.ResolveParent(entry.Path));
            }
        }
        while (page.Next is not null);
    }

    private void DeleteEntry(ArtifactPath path, string location)
    {
        try
        {
            _temporary.Discard(location);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"Cannot delete artifact '{path}': {denied.Message}", denied);
        }
    }
}
