using System.ComponentModel.DataAnnotations;
using System.Text;
using Npgsql;

namespace Tracking.Stores;

/// <summary>
/// How a store on PostgreSQL is opened. A process has at most one connection more than writers and readers together.
/// </summary>
public sealed record PostgresStoreConfig
{
    /// <summary>Reads that may wait, as for SQLite.</summary>
    internal const int QueuedReadsMax = 4_096;

    /// <summary>A name, an address, or the folder of a Unix socket.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65,535; default 5432.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 5432;

    public required string Database { get; init; }

    /// <summary>Null: that of the operating system.</summary>
    public string? User { get; init; }

    /// <summary>Null: from PGPASSWORD or the password file. Never printed.</summary>
    public string? Password { get; init; }

    /// <summary>Connections that write at the same time, 1 to 64; default 8.</summary>
    [Range(1, 64)]
    public int WritersMax { get; init; } = 8;

    /// <summary>Connections that read at the same time, 1 to 64; default 7.</summary>
    [Range(1, 64)]
    public int ReadersMax { get; init; } = 7;

    /// <summary>
    /// Writes that may wait, 1 to 65,536; default 1,024. More are refused with TEMPORARILY_UNAVAILABLE.
    /// </summary>
    [Range(1, 65_536)]
    public int QueuedWritesMax { get; init; } = 1_024;

    /// <summary>Bytes of writes that may wait, at least 1 MB; default 64 MB.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long QueuedWriteBytesMax { get; init; } = 64L << 20;

    /// <summary>How long one statement of a read may take, 1 to 86,400 s; default 60.</summary>
    [Range(1, 86_400)]
    public int ReadTimeoutSeconds { get; init; } = 60;

    /// <summary>How long a write waits for the lock of another one, 1 to 3,600 s; default 30.</summary>
    [Range(1, 3_600)]
    public int LockTimeoutSeconds { get; init; } = 30;

    /// <summary>Where dumps are written before a migration; default <c>tracking-backups</c> where it runs.</summary>
    public string BackupFolder { get; init; } = "tracking-backups";

    /// <summary>TLS, time limits and such, from the options of the URI.</summary>
    internal IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>For messages: where the database is, without user and password.</summary>
    internal string Place => $"'{Database}' on {Host}:{Port}";

    internal string ConnectionString()
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Database = Database,
            Username = User,
            Password = Password,
            ApplicationName = "tracking",

            // Each worker keeps its connection; a pool between would only reset it.
            Pooling = false,
            Timeout = 15,
            KeepAlive = 30,

            // Above what the server is told, so that the server speaks first.
            CommandTimeout = Math.Max(ReadTimeoutSeconds, LockTimeoutSeconds) + 30,

            // Values of statements are what users log.
            IncludeErrorDetail = false,
            IncludeFailedBatchedCommand = false,
            PersistSecurityInfo = false,
        };
        foreach (var (key, value) in Settings)
        {
            builder[key] = value;
        }

        return builder.ConnectionString;
    }

    /// <exception cref="StoreOpenException">Names every setting that is out of range.</exception>
    internal void Validate() => ConfigCheck.Validate(this);

    private bool PrintMembers(StringBuilder text)
    {
        text.Append(Place);
        return true;
    }
}
