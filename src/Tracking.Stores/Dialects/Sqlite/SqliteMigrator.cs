using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Tracking.Stores.Migrations;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>
/// Brings a database to the newest schema, each step in one transaction, after a backup of what was there. The caller
/// holds the <see cref="DatabaseLock"/>.
/// </summary>
internal sealed class SqliteMigrator(
    SqliteConnection connection, IReadOnlyList<Migration> migrations, TimeProvider time)
{
    private const string CreateVersions = """
        CREATE TABLE IF NOT EXISTS schema_version(
          version INTEGER PRIMARY KEY, applied_ms INTEGER NOT NULL, checksum TEXT NOT NULL)
        """;

    private const string HasVersions =
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'";

    private const string CountTables = "SELECT count(*) FROM sqlite_master WHERE type = 'table'";
    private const string SelectVersions = "SELECT version, checksum FROM schema_version ORDER BY version";
    private const string InsertVersion =
        "INSERT INTO schema_version(version, applied_ms, checksum) VALUES(@Version, @AppliedMs, @Checksum)";

    /// <exception cref="StoreOpenException">The database is newer, was changed, or belongs to another
    /// program.</exception>
    public void Migrate()
    {
        var applied = ReadApplied();
        Migration.Check(migrations, applied, $"'{connection.DataSource}'");
        var pending = migrations.Where(migration => !applied.ContainsKey(migration.Version)).ToList();
        if (pending.Count == 0)
        {
            return;
        }

        if (applied.Count > 0)
        {
            BackUp(applied.Keys.Max());
        }

        connection.Execute(CreateVersions);
        pending.ForEach(Apply);
    }

    private Dictionary<long, string> ReadApplied()
    {
        if (connection.ExecuteScalar<long>(HasVersions) == 0)
        {
            return connection.ExecuteScalar<long>(CountTables) == 0
                ? []
                : throw new StoreOpenException(
                    $"The database '{connection.DataSource}' belongs to another program (it has tables, but no " +
                    "schema_version): give the path of a new file.");
        }

        return connection.Query<(long Version, string Checksum)>(SelectVersions)
            .ToDictionary(row => row.Version, row => row.Checksum);
    }

    private void BackUp(long version)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        connection.Execute("VACUUM INTO @Path", new { Path = $"{connection.DataSource}.v{version}-{stamp}.bak" });
    }

    private void Apply(Migration migration)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(migration.Sql, transaction: transaction);
        var row = new
        {
            migration.Version,
            AppliedMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            migration.Checksum,
        };
        connection.Execute(InsertVersion, row, transaction);
        transaction.Commit();
    }
}
