using Microsoft.Data.Sqlite;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>What a write request works with: the only connection that writes, on the writer's thread.</summary>
internal sealed class WriteSession(SqliteConnection connection, KeyNameWriter keys, TimeProvider time)
    : SqliteSession(connection)
{
    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public KeyNameWriter KeyNames => keys;

    /// <summary>The number of a name of a metric, param or tag; a new one is given if there is none.</summary>
    public long KeyId(string name) => keys.IdOf(this, name);

    /// <summary>The number of a name, new ones of this transaction included; null when there is none.</summary>
    public long? FindKeyId(string name) => keys.Find(this, name);
}
