using Npgsql;
using Tracking.Stores;

namespace Tracking.Benchmarks.Data;

/// <summary>A database on the PostgreSQL of the benchmarks; those of data sets are kept.</summary>
internal sealed class PostgresPlace(string root, string name, bool isKept) : StorePlace
{
    public override string Uri => $"{root}/{name}";

    public static async Task<StorePlace> NewAsync(string root, CancellationToken cancellationToken)
    {
        var name = $"bench_{Guid.NewGuid():n}";
        await AdministerAsync(root, $"CREATE DATABASE {name}", cancellationToken);
        return new PostgresPlace(root, name, isKept: false);
    }

    public static async Task<StorePlace> CachedAsync(
        string root,
        string name,
        Func<TrackingStores, CancellationToken, Task> fill,
        CancellationToken cancellationToken)
    {
        var kept = "bench_" + name.Replace('-', '_');
        if (!await ExistsAsync(root, kept, cancellationToken))
        {
            await AdministerAsync(root, $"DROP DATABASE IF EXISTS {kept}_filling", cancellationToken);
            await AdministerAsync(root, $"CREATE DATABASE {kept}_filling", cancellationToken);
            await using (var stores = await TrackingStores.OpenAsync(
                StoreUri.Parse($"{root}/{kept}_filling"), TimeProvider.System, cancellationToken))
            {
                await fill(stores, cancellationToken);
            }

            await AdministerAsync(root, $"ALTER DATABASE {kept}_filling RENAME TO {kept}", cancellationToken);
            await AdministerAsync(root, "VACUUM ANALYZE", cancellationToken, kept);
        }

        return new PostgresPlace(root, kept, isKept: true);
    }

    public override async Task<StorePlace> CopyAsync(CancellationToken cancellationToken)
    {
        var copy = $"bench_{Guid.NewGuid():n}";
        await AdministerAsync(root, $"CREATE DATABASE {copy} TEMPLATE {name}", cancellationToken);
        return new PostgresPlace(root, copy, isKept: false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (!isKept)
        {
            await AdministerAsync(root, $"DROP DATABASE {name} WITH (FORCE)", CancellationToken.None);
        }
    }

    private static async Task<bool> ExistsAsync(string root, string name, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(root, "postgres", cancellationToken);
        await using var command = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{name}'", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task AdministerAsync(
        string root, string sql, CancellationToken cancellationToken, string database = "postgres")
    {
        await using var connection = await ConnectAsync(root, database, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<NpgsqlConnection> ConnectAsync(
        string root, string database, CancellationToken cancellationToken)
    {
        var config = StoreUri.Parse($"{root}/{database}").Postgres!;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = config.Host,
            Port = config.Port,
            Database = config.Database,
            Username = config.User,
            Password = config.Password,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
