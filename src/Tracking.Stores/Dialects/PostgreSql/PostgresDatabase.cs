using Npgsql;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Migrations;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// A database on a PostgreSQL server, which other servers may use at the same time: threads that write, threads that
/// read. Thread-safe.
/// </summary>
internal sealed class PostgresDatabase : StoreDatabase
{
    private readonly PostgresConnections _connections;
    private readonly PostgresKeyNumbers _keys;
    private readonly PostgresCanceller _canceller = new();
    private readonly PostgresWorkers _writers;
    private readonly PostgresWorkers _readers;

    private PostgresDatabase(PostgresConnections connections, TimeProvider time)
    {
        var config = connections.Config;
        _connections = connections;
        KeyNames = new KeyNameCache();
        _keys = new PostgresKeyNumbers(connections, KeyNames);
        _writers = new PostgresWorkers(
            "writer",
            new RequestQueue("writes", config.QueuedWritesMax, config.QueuedWriteBytesMax),
            config.WritersMax,
            () => new PostgresWriter(connections, _keys, time, Meter));
        _readers = new PostgresWorkers(
            "reader",
            new RequestQueue("reads", PostgresStoreConfig.QueuedReadsMax, long.MaxValue),
            config.ReadersMax,
            () => new PostgresReader(connections, _keys, time, _canceller));
    }

    public override KeyNameCache KeyNames { get; }

    public override IReadOnlyList<string> Notices { get; init; } = [];

    /// <exception cref="StoreOpenException">One line: the database, the cause and what to do.</exception>
    public static async Task<PostgresDatabase> OpenAsync(
        PostgresStoreConfig config,
        TimeProvider time,
        IReadOnlyList<Migration> migrations,
        CancellationToken cancellationToken)
    {
        config.Validate();
        var connections = new PostgresConnections(config);
        try
        {
            var notices = await new PostgresMigrator(connections, migrations, time).MigrateAsync(cancellationToken);
            return new PostgresDatabase(connections, time) { Notices = notices };
        }
        catch (NpgsqlException error)
        {
            await connections.DisposeAsync();
            throw PostgresErrors.AtOpen(error, config);
        }
        catch
        {
            await connections.DisposeAsync();
            throw;
        }
    }

    public override Task<T> WriteAsync<T>(
        Func<WriteSession, T> work, WriteSize size, CancellationToken cancellationToken) =>
        _writers.RunAsync(new StoreRequest<T>(work, size), cancellationToken);

    public override Task<T> ReadAsync<T>(Func<StoreSession, T> work, CancellationToken cancellationToken) =>
        _readers.RunAsync(
            new StoreRequest<T>(work, WriteSize.Small) { Stop = cancellationToken }, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _readers.DisposeAsync();
        await _writers.DisposeAsync();
        _canceller.Dispose();
        _keys.Dispose();
        await _connections.DisposeAsync();
    }
}
