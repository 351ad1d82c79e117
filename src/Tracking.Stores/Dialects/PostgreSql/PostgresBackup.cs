using System.ComponentModel;
using System.Globalization;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// The backup before a migration: a dump by <c>pg_dump</c>. Where that is not installed, or does not fit the server,
/// the migration goes on without one and says so: each of its steps is a transaction, and whoever runs a PostgreSQL
/// has its backups in his own hands.
/// </summary>
internal sealed class PostgresBackup(PostgresStoreConfig config, TimeProvider time)
{
    /// <summary>One line for the log: where the dump lies, or why there is none.</summary>
    public async Task<string> MakeAsync(long version, CancellationToken cancellationToken)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        var path = Path.GetFullPath(Path.Join(
            config.BackupFolder, string.Create(CultureInfo.InvariantCulture, $"{FileName}.v{version}-{stamp}.dump")));
        try
        {
            Directory.CreateDirectory(config.BackupFolder);
            var failure = await PostgresDump.WriteAsync(config, path, cancellationToken);
            return failure is null
                ? $"Before its migration from version {version} the database {config.Place} was dumped to '{path}'; " +
                    "pg_restore reads it."
                : NotMade(version, $"pg_dump failed: {failure}");
        }
        catch (Win32Exception)
        {
            return NotMade(version, "pg_dump is not on the PATH");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return NotMade(version, $"'{path}' cannot be written");
        }
    }

    private string FileName => string.Concat(config.Database.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private string NotMade(long version, string cause) =>
        $"The database {config.Place} is migrated from version {version} without a dump of ours ({cause}): runs, " +
        "metrics, models and all else in it are only in the backups that you make of PostgreSQL.";
}
