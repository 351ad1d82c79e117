using Microsoft.Data.Sqlite;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Runs;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>What a write request works with: the only connection that writes, on the writer's thread.</summary>
internal sealed class WriteSession : SqliteSession
{
    private readonly KeyNameWriter _keys;
    private readonly TimeProvider _time;

    /// <inheritdoc cref="SqliteSession(SqliteConnection)"/>
    public WriteSession(SqliteConnection connection, KeyNameWriter keys, TimeProvider time)
        : base(connection)
    {
        _keys = keys;
        _time = time;
        Batches = new BatchWriter(this);
    }

    /// <summary>Writes what runs log.</summary>
    public BatchWriter Batches { get; }

    public long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public KeyNameWriter KeyNames => _keys;

    /// <summary>The number of a name of a metric, param or tag; a new one is given if there is none.</summary>
    public long KeyId(string name) => _keys.IdOf(this, name);

    /// <summary>The number of a name, new ones of this transaction included; null when there is none.</summary>
    public long? FindKeyId(string name) => _keys.Find(this, name);
}
