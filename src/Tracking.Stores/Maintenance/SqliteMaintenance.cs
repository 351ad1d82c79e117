using Dapper;
using Microsoft.Data.Sqlite;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.Migrations;

namespace Tracking.Stores.Maintenance;

/// <summary>Looks after a SQLite file. Reading needs no lock: it sees one moment, whoever writes.</summary>
internal sealed class SqliteMaintenance(string path) : IStoreMaintenance
{
    private const int ProblemsShown = 20;

    private readonly SqliteStoreConfig _config = new(path);

    public Task<StoreCheck> CheckAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Read(Check), cancellationToken);

    public Task<long> ReadVersionAsync(CancellationToken cancellationToken) => Task.Run(
        () => File.Exists(path) ? Read(connection => Applied(connection).Keys.DefaultIfEmpty(0).Max()) : 0,
        cancellationToken);

    /// <summary>A snapshot written anew: compact, and not held up by writers as a copy page by page is.</summary>
    public Task BackUpAsync(string target, CancellationToken cancellationToken) => Task.Run(
        () => Read(connection => connection.Execute("VACUUM INTO @target", new { target })), cancellationToken);

    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        RequireFile();
        using var held = await DatabaseLock.TakeAsync(path, cancellationToken);
        await Task.Run(Compact, cancellationToken);
    }

    private void Compact()
    {
        try
        {
            using var connection = SqlitePragmas.OpenWriter(_config);
            connection.Execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.AtOpen(error, path);
        }
    }

    private static StoreCheck Check(SqliteConnection connection)
    {
        var newest = Migration.ForSqlite[^1].Version;
        var applied = Applied(connection);
        var version = applied.Keys.DefaultIfEmpty(0).Max();
        List<string> problems =
        [
            .. connection.Query<string>($"PRAGMA integrity_check({ProblemsShown})").Where(line => line != "ok"),
            .. connection.Query<(string Table, long? Row, string Parent, long Key)>("PRAGMA foreign_key_check")
                .GroupBy(row => (row.Table, row.Parent))
                .Select(rows =>
                    $"{rows.Count()} rows of {rows.Key.Table} refer to rows of {rows.Key.Parent} that are missing"),
        ];
        problems.AddRange(SchemaProblems.Of(Migration.ForSqlite, applied));
        if (problems.Count == 0 && version == newest)
        {
            // On what is damaged below, it would only stumble.
            using var session = new SqliteSession(connection);
            problems.AddRange(SeriesCheck.Run(session));
        }

        return new StoreCheck(version, newest, problems);
    }

    private static Dictionary<long, string> Applied(SqliteConnection connection)
    {
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").ToList();
        if (!tables.Contains("schema_version"))
        {
            return tables.Count == 0
                ? []
                : throw new StoreOpenException(
                    $"The database '{connection.DataSource}' belongs to another program: it has tables, but no " +
                    "schema_version.");
        }

        return connection.Query<(long Version, string Checksum)>("SELECT version, checksum FROM schema_version")
            .ToDictionary(row => row.Version, row => row.Checksum);
    }

    private T Read<T>(Func<SqliteConnection, T> work)
    {
        RequireFile();
        try
        {
            using var connection = SqlitePragmas.OpenPlainReader(_config);
            return work(connection);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.AtOpen(error, path);
        }
    }

    private void RequireFile()
    {
        if (!File.Exists(path))
        {
            throw new StoreOpenException($"There is no database '{path}'.");
        }
    }
}
