namespace Tracking.Artifacts;

/// <summary>
/// Half-written and half-deleted files, in a folder of the store so that renaming never crosses a volume.
/// </summary>
internal sealed class TemporaryFiles(string folder, TimeProvider time)
{
    // A file younger than this may be between its creation and its lock in another process.
    private static readonly TimeSpan SafeAge = TimeSpan.FromMinutes(1);

    /// <summary>The folder itself.</summary>
    internal string Folder => folder;

    /// <summary>
    /// Fills a new file, flushes it to disk and has it moved to where it belongs; whatever fails leaves nothing.
    /// </summary>
    internal async Task WriteAsync(
        Func<Stream, CancellationToken, Task> fill, Action<FileStream> place, CancellationToken cancellationToken)
    {
        var file = Create();
        try
        {
            await using (file)
            {
                await fill(file, cancellationToken);
                await file.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
                cancellationToken.ThrowIfCancellationRequested();
                // Moved while still open: the open handle is what tells other processes that it is no leftover.
                place(file);
            }
        }
        catch
        {
            File.Delete(file.Name);
            throw;
        }
    }

    private FileStream Create()
    {
        Directory.CreateDirectory(folder);
        return new FileStream(Path.Join(folder, $"{Guid.NewGuid():N}.part"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            // Readers may open it the moment it has its final name, while this handle is still closing.
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        });
    }

    /// <summary>
    /// Deletes a file, a whole folder or a link (not what it leads to); what is not there is no error. It vanishes at
    /// once, by a rename, so that no reader sees half of it and no writer can get in between.
    /// </summary>
    internal void Discard(string location)
    {
        if (!Directory.Exists(Path.GetDirectoryName(location)))
            return;

        Directory.CreateDirectory(folder);
        var gone = Path.Join(folder, $"{Guid.NewGuid():N}.gone");
        try
        {
            Directory.Move(location, gone);
            Delete(gone);
        }
        catch (Exception absent) when (absent is DirectoryNotFoundException or FileNotFoundException)
        {
            // Not there, or somebody else deleted it in the meantime.
        }
    }

    /// <summary>Deletes what no process is using any more.</summary>
    internal void RemoveLeftovers()
    {
        if (!Directory.Exists(folder))
            return;

        foreach (var gone in Directory.EnumerateFileSystemEntries(folder, "*.gone"))
            IgnoringWhatIsInUse(() => Delete(gone));

        foreach (var file in Directory.EnumerateFiles(folder, "*.part"))
        {
            if (time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > SafeAge)
                RemoveUnlessInUse(file);
        }
    }

    private static void RemoveUnlessInUse(string file) => IgnoringWhatIsInUse(() =>
    {
        // An exclusive open fails while a writer lives: by share mode on Windows, by its advisory lock elsewhere.
        using (File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
        }

        File.Delete(file);
    });

    internal static void IgnoringWhatIsInUse(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // In use, or the store is read-only: it can be read all the same, and the next start tries again.
        }
    }

    private static void Delete(string location)
    {
        if (Directory.Exists(location))
            Directory.Delete(location, recursive: true);
        else
            File.Delete(location);
    }
}
