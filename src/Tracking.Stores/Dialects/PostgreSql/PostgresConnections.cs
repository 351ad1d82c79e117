using Npgsql;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>Opens connections with the settings that the stores rely on. Thread-safe.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    // JIT compiles for longer than these statements run. A session that hangs in a transaction holds locks.
    // Whatever is joined is joined by a key, and a page needs few rows of it: hashing a whole table is never better.
    private const string Settings = """
        SET jit = off;
        SET enable_hashjoin = off;
        SET enable_mergejoin = off;
        SET client_min_messages = warning;
        SET idle_in_transaction_session_timeout = '60s';
        """;

    // Writes look rows up by their keys, whatever the values: planned once, along the indexes. To plan them each time
    // takes several times longer than to run them.
    private const string WriterPlans = """
        SET plan_cache_mode = force_generic_plan;
        SET enable_seqscan = off;
        """;

    private readonly NpgsqlDataSource _source;
    private readonly PostgresStoreConfig _config;

    public PostgresConnections(PostgresStoreConfig config)
    {
        _config = config;
        _source = NpgsqlDataSource.Create(config.ConnectionString());
    }

    public PostgresStoreConfig Config => _config;

    public PostgresSession OpenWriter() => Open($"""
        {Settings}
        {WriterPlans}
        SET default_transaction_isolation = 'read committed';
        SET lock_timeout = '{_config.LockTimeoutSeconds}s';
        """, takesLocks: true);

    public PostgresSession OpenReader() => Open($"""
        {Settings}
        SET default_transaction_read_only = on;
        SET statement_timeout = '{_config.ReadTimeoutSeconds}s';
        """, takesLocks: false);

    /// <summary>A connection without the limits of those that serve requests.</summary>
    public ValueTask<NpgsqlConnection> OpenPlainAsync(CancellationToken cancellationToken) =>
        _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private PostgresSession Open(string settings, bool takesLocks)
    {
        var connection = _source.OpenConnection();
        try
        {
            using var command = new NpgsqlCommand(settings, connection);
            command.ExecuteNonQuery();
            return new PostgresSession(connection, takesLocks);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
