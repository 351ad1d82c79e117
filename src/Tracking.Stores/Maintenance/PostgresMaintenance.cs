using System.ComponentModel;
using Npgsql;
using Tracking.Stores.Dialects.PostgreSql;
using Tracking.Stores.Migrations;

namespace Tracking.Stores.Maintenance;

/// <summary>Looks after a database on PostgreSQL; its own tools do what they do best.</summary>
internal sealed class PostgresMaintenance(PostgresStoreConfig config) : IStoreMaintenance
{
    private const string HasVersions = "SELECT to_regclass('schema_version') IS NOT NULL";
    private const string SelectVersions = "SELECT version, checksum FROM schema_version";

    public async Task<StoreCheck> CheckAsync(CancellationToken cancellationToken)
    {
        await using var connections = new PostgresConnections(config);
        var applied = await ReadAppliedAsync(connections, cancellationToken);
        var newest = Migration.ForPostgres[^1].Version;
        var version = applied.Keys.DefaultIfEmpty(0).Max();
        var problems = SchemaProblems.Of(Migration.ForPostgres, applied).ToList();
        if (problems.Count == 0 && version == newest)
        {
            problems.AddRange(await Task.Run(() => CheckSeries(connections), cancellationToken));
        }

        return new StoreCheck(version, newest, problems);
    }

    public async Task<long> ReadVersionAsync(CancellationToken cancellationToken)
    {
        await using var connections = new PostgresConnections(config);
        return (await ReadAppliedAsync(connections, cancellationToken)).Keys.DefaultIfEmpty(0).Max();
    }

    public async Task BackUpAsync(string target, CancellationToken cancellationToken)
    {
        try
        {
            if (await PostgresDump.WriteAsync(config, target, cancellationToken) is { } failure)
            {
                throw new StoreOpenException($"pg_dump could not back up the database {config.Place}: {failure}");
            }
        }
        catch (Win32Exception error)
        {
            throw new StoreOpenException(
                "pg_dump is not installed here, and it is what backs up PostgreSQL: install PostgreSQL's client " +
                "programs, or run the backup where they are.",
                error);
        }
    }

    public Task CompactAsync(CancellationToken cancellationToken) => throw new StoreOpenException(
        "PostgreSQL gives space back by itself (autovacuum): compacting is for SQLite.");

    private static IReadOnlyList<string> CheckSeries(PostgresConnections connections)
    {
        using var session = connections.OpenReader();
        return SeriesCheck.Run(session);
    }

    private async Task<Dictionary<long, string>> ReadAppliedAsync(
        PostgresConnections connections, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<long, string>();
        try
        {
            await using var connection = await connections.OpenPlainAsync(cancellationToken);
            await using var exists = new NpgsqlCommand(HasVersions, connection);
            if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            {
                return applied;
            }

            await using var select = new NpgsqlCommand(SelectVersions, connection);
            await using var reader = await select.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                applied.Add(reader.GetInt64(0), reader.GetString(1));
            }

            return applied;
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.AtOpen(error, config);
        }
    }
}
