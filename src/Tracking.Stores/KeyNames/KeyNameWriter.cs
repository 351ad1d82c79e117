using Tracking.Stores.Dialects;

namespace Tracking.Stores.KeyNames;

/// <summary>
/// Gives new names their numbers inside the writer's transaction. They reach the shared cache when the transaction is
/// committed, and are forgotten with what is rolled back. Used by the writer's thread only.
/// </summary>
internal sealed class KeyNameWriter(KeyNameCache cache) : IKeyNumbers
{
    private const string Insert = "INSERT INTO key_name(name) VALUES(?) RETURNING key_id";

    private readonly Dictionary<string, long> _pending = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>How many names are pending: a point to go back to.</summary>
    public int Mark => _order.Count;

    public long IdOf(StoreSession session, string name)
    {
        if (cache.TryGet(name, out var id) || _pending.TryGetValue(name, out id))
        {
            return id;
        }

        if (KeyNameCache.Select(session, name) is { } known)
        {
            // Not pending, hence committed.
            cache.Add(name, known);
            return known;
        }

        id = session.Statement(Insert).Bind(1, name).SingleInt64()!.Value;
        _pending.Add(name, id);
        _order.Add(name);
        return id;
    }

    public long? Find(StoreSession session, string name) =>
        _pending.TryGetValue(name, out var id) ? id : cache.Find(session, name);

    public void RollBackTo(int mark)
    {
        for (var i = mark; i < _order.Count; i++)
        {
            _pending.Remove(_order[i]);
        }

        _order.RemoveRange(mark, _order.Count - mark);
    }

    public void Commit()
    {
        foreach (var (name, id) in _pending)
        {
            cache.Add(name, id);
        }

        RollBackTo(0);
    }
}
