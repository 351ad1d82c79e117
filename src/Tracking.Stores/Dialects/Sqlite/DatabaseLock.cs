using System.Globalization;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>
/// Keeps a second server off a database: <c>FILE.lock</c> is held exclusively for the life of the process, and the
/// system lets go of it even after a kill. <c>FILE.pid</c> tells who holds it.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _pidPath;

    private DatabaseLock(FileStream file, string pidPath)
    {
        _file = file;
        _pidPath = pidPath;
    }

    /// <exception cref="StoreOpenException">Another process holds the lock, or the folder cannot be
    /// written.</exception>
    public static async Task<DatabaseLock> TakeAsync(string databasePath, CancellationToken cancellationToken)
    {
        var pidPath = databasePath + ".pid";
        FileStream file;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(databasePath)!);
            file = new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw NotWritable(databasePath, error);
        }
        catch (IOException error)
        {
            throw File.Exists(databasePath + ".lock")
                ? await HeldAsync(databasePath, pidPath, error, cancellationToken)
                : NotWritable(databasePath, error);
        }

        try
        {
            await File.WriteAllTextAsync(
                pidPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), cancellationToken);
            return new DatabaseLock(file, pidPath);
        }
        catch (IOException error)
        {
            await file.DisposeAsync();
            throw NotWritable(databasePath, error);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        // The pid goes while the lock is still held; the lock file stays, for removing it would race with an opener.
        File.Delete(_pidPath);
        _file.Dispose();
    }

    private static async Task<StoreOpenException> HeldAsync(
        string databasePath, string pidPath, IOException error, CancellationToken cancellationToken)
    {
        string holder;
        try
        {
            holder = $"process {(await File.ReadAllTextAsync(pidPath, cancellationToken)).Trim()}";
        }
        catch (IOException)
        {
            holder = "a process that is just starting or stopping";
        }

        return new StoreOpenException(
            $"The database '{databasePath}' is in use by {holder}: stop that server, or give this one another file.",
            error);
    }

    private static StoreOpenException NotWritable(string databasePath, Exception error) => new(
        $"The database '{databasePath}' cannot be opened: its folder cannot be written ({error.Message}); " +
        "give the server's user write access to the folder, or give another path.",
        error);
}
