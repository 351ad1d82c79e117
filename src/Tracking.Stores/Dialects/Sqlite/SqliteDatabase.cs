using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Migrations;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>An open database: its lock, its one writer and its readers. Thread-safe.</summary>
internal sealed class SqliteDatabase : StoreDatabase
{
    private readonly DatabaseLock _lock;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    private SqliteDatabase(DatabaseLock held, SqliteSession session, TimeProvider time, SqliteStoreConfig config)
    {
        _lock = held;
        KeyNames = new KeyNameCache();
        KeyFilePath = config.Path + ".key";
        _writer = new SqliteWriter(session, new KeyNameWriter(KeyNames), time, config, Meter);
        _readers = new SqliteReaders(config);
        Meter.WatchFiles(("database", config.Path), ("log", config.Path + "-wal"));
    }

    public override KeyNameCache KeyNames { get; }

    public override bool IsExclusive => true;

    public override string? KeyFilePath { get; }

    /// <exception cref="StoreOpenException">One line: the file, the cause and what to do.</exception>
    public static async Task<SqliteDatabase> OpenAsync(
        SqliteStoreConfig config,
        TimeProvider time,
        IReadOnlyList<Migration> migrations,
        CancellationToken cancellationToken)
    {
        config.Validate();
        config = config with { Path = Path.GetFullPath(config.Path) };
        var held = await DatabaseLock.TakeAsync(config.Path, cancellationToken);
        try
        {
            var connection = OpenMigrated(config, time, migrations);
            return new SqliteDatabase(held, new SqliteSession(connection), time, config);
        }
        catch (SqliteException error)
        {
            held.Dispose();
            throw SqliteErrors.AtOpen(error, config.Path);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public override Task<T> WriteAsync<T>(
        Func<WriteSession, T> work, WriteSize size, CancellationToken cancellationToken) =>
        _writer.WriteAsync(work, size, cancellationToken);

    public override Task<T> ReadAsync<T>(Func<StoreSession, T> work, CancellationToken cancellationToken) =>
        _readers.ReadAsync(work, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        // The writer last: it moves the log into the file, which open readers would hold up.
        await _readers.DisposeAsync();
        try
        {
            await _writer.DisposeAsync();
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private static SqliteConnection OpenMigrated(
        SqliteStoreConfig config, TimeProvider time, IReadOnlyList<Migration> migrations)
    {
        var connection = SqlitePragmas.OpenWriter(config);
        try
        {
            if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
            {
                throw new SqliteException("attempt to write a readonly database", raw.SQLITE_READONLY);
            }

            new SqliteMigrator(connection, migrations, time).Migrate();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
