using System.Collections.Concurrent;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.KeyNames;

/// <summary>
/// Names of metrics, params and tags and their numbers, as committed; names are never removed. Thread-safe, and
/// bounded:
/// names beyond the capacity are read from the database each time.
/// </summary>
internal sealed class KeyNameCache(int capacity = KeyNameCache.DefaultCapacity)
{
    public const int DefaultCapacity = 100_000;

    private const string SelectId = "SELECT key_id FROM key_name WHERE name = ?";
    private const string SelectName = "SELECT name FROM key_name WHERE key_id = ?";

    private readonly ConcurrentDictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _names = new();
    private int _count;

    /// <summary>The number of a name; null when nothing was ever logged under it.</summary>
    public long? Find(StoreSession session, string name)
    {
        if (_ids.TryGetValue(name, out var known))
        {
            return known;
        }

        if (Select(session, name) is not { } id)
        {
            return null;
        }

        Add(name, id);
        return id;
    }

    public string NameOf(StoreSession session, long id)
    {
        if (_names.TryGetValue(id, out var known))
        {
            return known;
        }

        var statement = session.Statement(SelectName).Bind(1, id);
        if (!statement.Step())
        {
            throw new InvalidDataException($"Key {id} has no name in the database.");
        }

        var name = statement.Text(0);
        statement.Reset();
        Add(name, id);
        return name;
    }

    /// <summary>Of committed names only: a reader must never see a number that is rolled back.</summary>
    internal void Add(string name, long id)
    {
        if (_count < capacity && _names.TryAdd(id, name))
        {
            Interlocked.Increment(ref _count);
            _ids[name] = id;
        }
    }

    internal bool TryGet(string name, out long id) => _ids.TryGetValue(name, out id);

    internal static long? Select(StoreSession session, string name) =>
        session.Statement(SelectId).Bind(1, name).SingleInt64();
}
