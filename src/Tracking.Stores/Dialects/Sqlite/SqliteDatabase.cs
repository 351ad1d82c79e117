using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Migrations;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>An open database: its lock, its one writer and its readers. Thread-safe.</summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    private readonly DatabaseLock _lock;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    private SqliteDatabase(DatabaseLock held, WriteSession session, KeyNameCache keyNames, SqliteStoreConfig config)
    {
        _lock = held;
        KeyNames = keyNames;
        _writer = new SqliteWriter(session, config);
        _readers = new SqliteReaders(config);
    }

    public KeyNameCache KeyNames { get; }

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
            var keyNames = new KeyNameCache();
            return new SqliteDatabase(
                held, new WriteSession(connection, new KeyNameWriter(keyNames), time), keyNames, config);
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

    /// <summary>One transaction: all of the work is written, or nothing. Completes when it is on the disk.</summary>
    public Task<T> WriteAsync<T>(Func<WriteSession, T> work, WriteSize size, CancellationToken cancellationToken) =>
        _writer.WriteAsync(work, size, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{WriteSession, T}, WriteSize, CancellationToken)"/>
    public Task<T> WriteAsync<T>(Func<WriteSession, T> work, CancellationToken cancellationToken) =>
        _writer.WriteAsync(work, WriteSize.Small, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{WriteSession, T}, WriteSize, CancellationToken)"/>
    public Task WriteAsync(Action<WriteSession> work, CancellationToken cancellationToken) =>
        WriteAsync(work, WriteSize.Small, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{WriteSession, T}, WriteSize, CancellationToken)"/>
    public Task WriteAsync(Action<WriteSession> work, WriteSize size, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            session =>
            {
                work(session);
                return true;
            },
            size,
            cancellationToken);

    /// <summary>One snapshot; the work materialises its result.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        _readers.ReadAsync(work, cancellationToken);

    public async ValueTask DisposeAsync()
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
