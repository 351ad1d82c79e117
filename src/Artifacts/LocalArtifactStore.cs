namespace Tracking.Artifacts;

/// <summary>
/// Artifacts as files below one folder. Several processes may use one folder at once. Files are flushed to disk before
/// they appear under their name; memory use does not depend on their size. A full disk, a read-only folder and missing
/// rights are an <see cref="IOException"/>; a symbolic link that leads outside is an
/// <see cref="InvalidArtifactPathException"/>.
/// </summary>
public sealed class LocalArtifactStore : IArtifactStore
{
    /// <summary>The most entries that one listing returns; a larger folder is an <see cref="IOException"/>.</summary>
    public const int MaxListedEntries = 100_000;

    private const int CopyBufferBytes = 128 * 1024;
    private const int MaxPlaceAttempts = 3;

    private readonly ContainedFolder _folder;
    private readonly TemporaryFiles _temporary;

    /// <summary>
    /// Opens the store and removes what writers that died left half-written. The folder is made by the first write.
    /// </summary>
    /// <param name="root">A folder; relative to the current one.</param>
    /// <param name="time">The clock that tells how old a leftover is; the system's by default.</param>
    public LocalArtifactStore(string root, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _folder = new ContainedFolder(Root);
        _temporary = new TemporaryFiles(Path.Join(Root, ArtifactPathSyntax.ReservedName), time ?? TimeProvider.System);
        _temporary.RemoveLeftovers();
    }

    /// <summary>The folder's full path.</summary>
    public string Root { get; }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(ArtifactPath path, CancellationToken cancellationToken) =>
        Task.Run<Stream>(() => OpenRead(path), cancellationToken);

    /// <inheritdoc/>
    public async Task WriteAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (path.IsRoot)
            throw new InvalidArtifactPathException("it is empty; expected the path of a file");

        try
        {
            await WriteAndPlaceAsync(path, content, cancellationToken);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"Cannot write artifact '{path}': {denied.Message}", denied);
        }
    }

    /// <inheritdoc/>
    public Task<ArtifactEntry?> StatAsync(ArtifactPath path, CancellationToken cancellationToken) =>
        Task.Run(() => Describe(path, _folder.Resolve(path)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ArtifactEntry>> ListAsync(ArtifactPath folder, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<ArtifactEntry>>(() => List(folder, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken) =>
        Task.Run(() => Delete(path, cancellationToken), cancellationToken);

    private FileStream OpenRead(ArtifactPath path)
    {
        var location = _folder.Resolve(path);
        try
        {
            // Delete is shared so that a writer can replace the file while it is read.
            return new FileStream(location, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException
            || Directory.Exists(location) || FileInTheWay(path.Parent) is not null)
        {
            throw new FileNotFoundException($"Artifact '{path}' does not exist", path.Value);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"Cannot read artifact '{path}': {denied.Message}", denied);
        }
    }

    private async Task WriteAndPlaceAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken)
    {
        var temporary = _temporary.Create();
        try
        {
            await using (temporary)
            {
                await content.CopyToAsync(temporary, CopyBufferBytes, cancellationToken);
                await temporary.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(temporary.SafeFileHandle);
                cancellationToken.ThrowIfCancellationRequested();
                // Moved while still open: the open handle is what tells other processes that it is no leftover.
                Place(temporary.Name, path);
            }
        }
        catch
        {
            File.Delete(temporary.Name);
            throw;
        }
    }

    private void Place(string temporary, ArtifactPath path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var location = _folder.Resolve(path);
            if (Directory.Exists(location))
                throw new ArtifactConflictException($"Cannot write artifact '{path}': a folder of that name exists");

            try
            {
                MakeFolder(Path.GetDirectoryName(location)!, path.Parent);
                File.Move(temporary, location, overwrite: true);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < MaxPlaceAttempts)
            {
                // The folder was deleted between the two calls: the write came later, so it makes the folder again.
            }
        }
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

    private List<ArtifactEntry> List(ArtifactPath folder, CancellationToken cancellationToken)
    {
        var location = _folder.Resolve(folder);
        if (!Directory.Exists(location))
            return [];

        var entries = new List<ArtifactEntry>();
        foreach (var child in Directory.EnumerateFileSystemEntries(location))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entries.Count == MaxListedEntries)
                throw new IOException($"Artifact folder '{folder}' has more than {MaxListedEntries} entries");
            if (TryDescribeChild(folder, Path.GetFileName(child)) is { } entry)
                entries.Add(entry);
        }

        entries.Sort((left, right) => string.CompareOrdinal(left.Path.Value, right.Path.Value));
        return entries;
    }

    /// <summary>
    /// Null for what this store would refuse to open: its own temporary folder, odd names, links that lead out.
    /// </summary>
    private ArtifactEntry? TryDescribeChild(ArtifactPath folder, string name)
    {
        var text = folder.IsRoot ? name : $"{folder.Value}/{name}";
        return ArtifactPath.TryParse(text, out var path) && _folder.TryResolve(path, out var location)
            ? Describe(path, location)
            : null;
    }

    private static ArtifactEntry? Describe(ArtifactPath path, string location)
    {
        var file = new FileInfo(location);
        if (file.Exists)
            return new ArtifactEntry(path, IsFolder: false, file.Length, ToOffset(file.LastWriteTimeUtc));

        var directory = new DirectoryInfo(location);
        return directory.Exists ? new ArtifactEntry(path, true, 0, ToOffset(directory.LastWriteTimeUtc)) : null;
    }

    private static DateTimeOffset ToOffset(DateTime utc) => new(utc, TimeSpan.Zero);

    private void Delete(ArtifactPath path, CancellationToken cancellationToken)
    {
        if (!path.IsRoot)
        {
            // The parent's links are followed; a link at the end is deleted itself, not what it leads to.
            DeleteEntry(path, _folder.ResolveParent(path));
            return;
        }

        foreach (var entry in List(ArtifactPath.Root, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            DeleteEntry(entry.Path, _folder.ResolveParent(entry.Path));
        }
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
