using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracking.Stores.Migrations;

/// <summary>A numbered step of the schema; the checksum tells that an applied step was changed afterwards.</summary>
internal sealed record Migration(int Version, string Sql)
{
    private const string SqlitePrefix = "Migrations/Sqlite/";
    private const string PostgresPrefix = "Migrations/PostgreSql/";

    /// <summary>The first line of a step that cannot run in a transaction.</summary>
    private const string OnlineMark = "-- online";

    /// <summary>All steps for SQLite in order, from the resources <c>NNNN_name.sql</c>.</summary>
    public static IReadOnlyList<Migration> ForSqlite { get; } = Load(SqlitePrefix);

    /// <summary>All steps for PostgreSQL, numbered as those of SQLite.</summary>
    public static IReadOnlyList<Migration> ForPostgres { get; } = Load(PostgresPrefix);

    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>
    /// The statements run one by one outside of a transaction, so each must be repeatable. CREATE INDEX CONCURRENTLY
    /// is one of those, after a DROP INDEX IF EXISTS of what an attempt before may have left.
    /// </summary>
    public bool IsOnline => Sql.StartsWith(OnlineMark, StringComparison.Ordinal);

    /// <summary>The statements of an online step, each of which ends with a semicolon at the end of a line.</summary>
    public IEnumerable<string> Statements =>
        Sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries).Where(part => part.Split('\n').Any(
            line => line.Trim() is { Length: > 0 } text && !text.StartsWith("--", StringComparison.Ordinal)));

    /// <exception cref="StoreOpenException">What was applied to the database is not what is known here.</exception>
    public static void Check(
        IReadOnlyList<Migration> known, IReadOnlyDictionary<long, string> appliedChecksums, string database)
    {
        var byVersion = known.ToDictionary(migration => (long)migration.Version);
        foreach (var (version, checksum) in appliedChecksums)
        {
            if (!byVersion.TryGetValue(version, out var migration))
            {
                throw new StoreOpenException(
                    $"The database {database} has schema version {appliedChecksums.Keys.Max()}, but this server " +
                    $"knows only {byVersion.Keys.Max()}: start a newer server, or restore the backup made before " +
                    "the upgrade.");
            }

            if (migration.Checksum != checksum)
            {
                throw new StoreOpenException(
                    $"The database {database} was made by another build of schema version {version}: " +
                    "start the build that made it, or give another, empty one.");
            }
        }
    }

    private static List<Migration> Load(string prefix)
    {
        var assembly = typeof(Migration).Assembly;
        var migrations = new List<Migration>();
        foreach (var name in assembly.GetManifestResourceNames().Where(
            n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            var version = int.Parse(name.AsSpan(prefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture);
            migrations.Add(new Migration(version, reader.ReadToEnd()));
        }

        return [.. migrations.OrderBy(migration => migration.Version)];
    }
}
