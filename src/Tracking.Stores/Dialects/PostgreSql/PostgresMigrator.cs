using System.Globalization;
using Npgsql;
using Tracking.Stores.Migrations;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// Brings a database to the newest schema while other servers may be at work on it; one server at a time migrates. Each
/// step is one transaction, but for those marked <see cref="Migration.IsOnline"/>, whose statements run one by one.
/// </summary>
internal sealed class PostgresMigrator(
    PostgresConnections connections, IReadOnlyList<Migration> migrations, TimeProvider time)
{
    /// <summary>"tracking" in bytes; held by the one that migrates.</summary>
    private const long LockKey = 0x747261636B696E67;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    private const string CreateVersions = """
        CREATE TABLE IF NOT EXISTS schema_version(
          version bigint PRIMARY KEY, applied_ms bigint NOT NULL, checksum text COLLATE "C" NOT NULL)
        """;

    private const string SelectVersions = "SELECT version, checksum FROM schema_version ORDER BY version";

    // Each of an empty database, of ours, and of another program gives another answer.
    private const string CountTables = """
        SELECT count(*) FILTER (WHERE tablename = 'schema_version'), count(*)
        FROM pg_tables WHERE schemaname = current_schema()
        """;

    /// <exception cref="StoreOpenException">The database is newer, was changed, or belongs to another
    /// program.</exception>
    /// <returns>Lines for the log: what was backed up, and what was not.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenPlainAsync(cancellationToken);
        if ((await PendingAsync(connection, cancellationToken)).Pending.Count == 0)
        {
            return [];
        }

        await TakeLockAsync(connection, cancellationToken);

        // Another server may have done it meanwhile.
        var (applied, pending) = await PendingAsync(connection, cancellationToken);
        List<string> notices = applied is { } version && pending.Count > 0
            ? [await new PostgresBackup(connections.Config, time).MakeAsync(version, cancellationToken)]
            : [];
        await ExecuteAsync(connection, CreateVersions, cancellationToken);
        foreach (var migration in pending)
        {
            await ApplyAsync(connection, migration, cancellationToken);
        }

        // The lock ends with the connection.
        return notices;
    }

    private async Task<(long? Applied, List<Migration> Pending)> PendingAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = await ReadAppliedAsync(connection, cancellationToken);
        Migration.Check(migrations, applied, connections.Config.Place);
        return (
            applied.Count == 0 ? null : applied.Keys.Max(),
            [.. migrations.Where(migration => !applied.ContainsKey(migration.Version))]);
    }

    private async Task<Dictionary<long, string>> ReadAppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (versions, tables) = await CountTablesAsync(connection, cancellationToken);
        if (versions == 0)
        {
            return tables == 0
                ? []
                : throw new StoreOpenException(
                    $"The database {connections.Config.Place} belongs to another program (it has tables, but no " +
                    "schema_version): give an empty database, or an empty schema by ?options=-csearch_path%3DNAME.");
        }

        var applied = new Dictionary<long, string>();
        await using var command = new NpgsqlCommand(SelectVersions, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            applied.Add(rows.GetInt64(0), rows.GetString(1));
        }

        return applied;
    }

    private static async Task<(long Versions, long Tables)> CountTablesAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CountTables, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return (rows.GetInt64(0), rows.GetInt64(1));
    }

    /// <summary>
    /// Asks again and again rather than waits: a statement that waits has a snapshot, for whose end CREATE INDEX
    /// CONCURRENTLY of the one that migrates would wait.
    /// </summary>
    private async Task TakeLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        while (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            await Task.Delay(LockPause, time, cancellationToken);
        }
    }

    private async Task ApplyAsync(
        NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        if (migration.IsOnline)
        {
            foreach (var statement in migration.Statements)
            {
                await ExecuteAsync(connection, statement, cancellationToken);
            }
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!migration.IsOnline)
        {
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
        }

        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO schema_version(version, applied_ms, checksum)
            VALUES({migration.Version}, {time.GetUtcNow().ToUnixTimeMilliseconds()}, '{migration.Checksum}')
            """), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
