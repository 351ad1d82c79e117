using Tracking.Stores.KeyNames;
using Tracking.Stores.Runs;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Dialects;

/// <summary>What a write request works with: a connection in the request's transaction, clock and key names.</summary>
/// <param name="inner">Owned by the caller.</param>
/// <param name="keys">Gives names their numbers.</param>
/// <param name="time">Stamps what is written.</param>
/// <param name="batches">How this database writes what runs log; null: statement by statement.</param>
internal sealed class WriteSession(
    StoreSession inner, IKeyNumbers keys, TimeProvider time, IBatchWriter? batches = null) : StoreSession
{
    private IBatchWriter? _batches = batches;

    /// <summary>Writes what runs log.</summary>
    public IBatchWriter Batches => _batches ??= new BatchWriter(this);

    /// <summary>How often points had to be merged into blocks that were sealed already.</summary>
    public int SlowAppends { get; set; }

    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public override SearchDialect Search => inner.Search;

    public override StoreStatement Statement(string constantSql) => inner.Statement(constantSql);

    public override StoreStatement Prepare(string sql) => inner.Prepare(sql);

    public override void RunTogether(params ReadOnlySpan<StoreStatement> queries) => inner.RunTogether(queries);

    public override void Lock(string name, bool isShared = false) => inner.Lock(name, isShared);

    /// <summary>The number of a name of a metric, param or tag; a new one is given if there is none.</summary>
    public long KeyId(string name) => keys.IdOf(inner, name);

    /// <summary>The number of a name, new ones of this transaction included; null when there is none.</summary>
    public long? FindKeyId(string name) => keys.Find(inner, name);

    protected override void Dispose(bool disposing)
    {
        // The connection is the caller's.
    }
}
