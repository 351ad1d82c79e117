using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracking.Stores.Migrations;

/// <summary>A numbered step of the schema; the checksum tells that an applied step was changed afterwards.</summary>
internal sealed record Migration(int Version, string Sql)
{
    private const string SqlitePrefix = "Migrations/Sqlite/";

    /// <summary>All steps for SQLite in order, from the resources <c>NNNN_name.sql</c>.</summary>
    public static IReadOnlyList<Migration> ForSqlite { get; } = Load(SqlitePrefix);

    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

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
