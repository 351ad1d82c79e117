namespace Tracking.Stores.Maintenance;

/// <summary>Checks, backs up, upgrades and compacts a store.</summary>
public static class StoreMaintenance
{
    /// <summary>Reads all of it; servers may be at work on it.</summary>
    /// <exception cref="StoreOpenException">It cannot be read.</exception>
    public static Task<StoreCheck> CheckAsync(StoreUri uri, CancellationToken cancellationToken) =>
        Of(uri).CheckAsync(cancellationToken);

    /// <summary>Writes a copy to a new file while servers work on it; a file that exists is not replaced.</summary>
    /// <exception cref="StoreOpenException">It cannot be read, or the file cannot be written.</exception>
    public static async Task BackUpAsync(StoreUri uri, string target, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        var path = Path.GetFullPath(target);
        if (Path.Exists(path))
        {
            throw new StoreOpenException($"'{path}' exists already: give the path of a new file.");
        }

        // Under its own name only when it is whole.
        var partial = $"{path}.{Guid.NewGuid():n}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await Of(uri).BackUpAsync(partial, cancellationToken);
            File.Move(partial, path, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException($"The backup '{path}' cannot be written: {error.Message}", error);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Brings the schema to the newest version, after a backup of what there is.</summary>
    /// <exception cref="StoreOpenException">It cannot be opened, or is in use.</exception>
    public static async Task<StoreUpgrade> UpgradeAsync(
        StoreUri uri, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var maintenance = Of(uri);
        var from = await maintenance.ReadVersionAsync(cancellationToken);
        var before = BackupsOf(uri);
        await using (await TrackingStores.OpenAsync(uri, time, cancellationToken))
        {
            // Opening migrates.
        }

        var to = await maintenance.ReadVersionAsync(cancellationToken);
        return new StoreUpgrade(from, to, BackupsOf(uri).Except(before).FirstOrDefault());
    }

    /// <summary>Gives unused space back to the file system.</summary>
    /// <exception cref="StoreOpenException">It is in use, or is no file.</exception>
    public static Task CompactAsync(StoreUri uri, CancellationToken cancellationToken) =>
        Of(uri).CompactAsync(cancellationToken);

    private static IStoreMaintenance Of(StoreUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.Postgres is { } config ? new PostgresMaintenance(config) : new SqliteMaintenance(uri.Path!);
    }

    private static string[] BackupsOf(StoreUri uri) => uri.Postgres is { } postgres
        ? FilesIn(postgres.BackupFolder, "*.dump")
        : FilesIn(Path.GetDirectoryName(uri.Path), $"{Path.GetFileName(uri.Path)}.v*.bak");

    private static string[] FilesIn(string? folder, string pattern) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
}
