using Npgsql;
using Tracking.Stores;

namespace Tracking.TestKit.Postgres;

/// <summary>A database of its own with our tables in it, dropped when disposed.</summary>
public sealed class PostgresTestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);
    private static int _count;

    private PostgresTestDatabase(string root, string name) => (Root, Name) = (root, name);

    private string Root { get; }

    public string Name { get; }

    /// <summary>For <c>--backend-store-uri</c>.</summary>
    public string Uri => $"{Root}/{Name}";

    public PostgresStoreConfig Config => StoreUri.Parse(Uri).Postgres!;

    /// <summary>A copy of a database that was migrated once: cheaper than to create the tables.</summary>
    public static async Task<PostgresTestDatabase> CreateAsync() => await CreateAsync(await Template.Value);

    /// <summary>Without any tables.</summary>
    public static Task<PostgresTestDatabase> CreateEmptyAsync() => CreateAsync("template0");

    /// <summary>A connection that is no part of the store.</summary>
    public async Task<NpgsqlConnection> ConnectAsync() => await ConnectAsync(Config);

    /// <summary>The first column of all rows.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await ConnectAsync();
        return await QueryAsync<T>(connection, sql);
    }

    public async ValueTask DisposeAsync() => await AdministerAsync(Root, $"DROP DATABASE {Name} WITH (FORCE)");

    private static async Task<PostgresTestDatabase> CreateAsync(string template)
    {
        var root = (await PostgresCluster.GetAsync()).Root;
        var name = $"t{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        await AdministerAsync(root, $"CREATE DATABASE {name} TEMPLATE {template}");
        return new PostgresTestDatabase(root, name);
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var database = await CreateEmptyAsync();
        await using (await TrackingStores.OpenAsync(database.Config, TimeProvider.System, Patience.Token()))
        {
        }

        if ((await PostgresCluster.GetAsync()).IsLasting)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => database.DisposeAsync().AsTask().Wait(Patience.Limit);
        }

        return database.Name;
    }

    private static async Task AdministerAsync(string root, string sql)
    {
        await using var connection = await ConnectAsync(StoreUri.Parse(root + "/postgres").Postgres!);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Patience.Token());
    }

    private static async Task<NpgsqlConnection> ConnectAsync(PostgresStoreConfig config)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = config.Host,
            Port = config.Port,
            Database = config.Database,
            Username = config.User,
            Password = config.Password,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync(Patience.Token());
        return connection;
    }

    private static async Task<List<T>> QueryAsync<T>(NpgsqlConnection connection, string sql)
    {
        var values = new List<T>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(Patience.Token());
        while (await rows.ReadAsync(Patience.Token()))
        {
            values.Add(rows.GetFieldValue<T>(0));
        }

        return values;
    }
}
