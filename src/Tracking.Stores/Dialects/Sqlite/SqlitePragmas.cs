using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>Opens connections with the settings that were measured best (see docs/adr/0001).</summary>
internal static class SqlitePragmas
{
    // Registering the native library is once per process, and not thread-safe.
    static SqlitePragmas() => Batteries_V2.Init();

    /// <summary>
    /// The connection that writes. Creates the file; the mode of the log is set before the first table.
    /// </summary>
    public static SqliteConnection OpenWriter(SqliteStoreConfig config)
    {
        var synchronous = config.Durability == StoreDurability.Full ? "FULL" : "NORMAL";
        var pagesMax = config.PagesMax is { } pages ? $"PRAGMA max_page_count = {pages};" : "";
        return Open(config, SqliteOpenMode.ReadWriteCreate, $"""
            PRAGMA auto_vacuum = INCREMENTAL;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {synchronous};
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA cache_size = -16384;
            PRAGMA temp_store = MEMORY;
            PRAGMA foreign_keys = ON;
            {pagesMax}
            """);
    }

    public static SqliteConnection OpenReader(SqliteStoreConfig config) =>
        Open(config, SqliteOpenMode.ReadOnly, """
            PRAGMA query_only = ON;
            PRAGMA cache_size = -8192;
            PRAGMA temp_store = MEMORY;
            PRAGMA wal_autocheckpoint = 0;
            """);

    /// <summary>A connection that reads, and may write a copy elsewhere.</summary>
    public static SqliteConnection OpenPlainReader(SqliteStoreConfig config) =>
        Open(config, SqliteOpenMode.ReadOnly, "PRAGMA cache_size = -65536;");

    private static SqliteConnection Open(SqliteStoreConfig config, SqliteOpenMode mode, string pragmas)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = config.Path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, config.BusyTimeoutMs / 1_000),
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            _ = raw.sqlite3_busy_timeout(connection.Handle, config.BusyTimeoutMs);
            SqliteRegularExpressions.AddTo(connection);
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
