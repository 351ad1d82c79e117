using Npgsql;
using NpgsqlTypes;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// Gives new names their numbers on a connection of its own, outside the transactions that use them: no transaction
/// holds a lock on a name, so that many may log the same new names at once. Thread-safe.
/// </summary>
internal sealed class PostgresKeyNumbers(PostgresConnections connections, KeyNameCache cache) : IKeyNumbers, IDisposable
{
    private const string Select = "SELECT key_id, name FROM key_name WHERE name = ANY($1)";

    /// <summary>In one order everywhere, so that two who insert the same names wait for each other once.</summary>
    private const string Insert = """
        INSERT INTO key_name(name) SELECT name FROM unnest($1) AS name ORDER BY name COLLATE "C"
        ON CONFLICT(name) DO NOTHING
        """;

    private readonly Lock _gate = new();
    private PostgresSession? _session;

    public long IdOf(StoreSession session, string name) =>
        cache.TryGet(name, out var id) ? id : IdsOf([name])[name];

    /// <summary>Of names that were given a number before; a name that nobody used is not given one.</summary>
    public long? Find(StoreSession session, string name) => cache.Find(session, name);

    /// <summary>The numbers of all of the names; new ones are given where there are none.</summary>
    public IReadOnlyDictionary<string, long> IdsOf(IReadOnlyCollection<string> names)
    {
        var ids = new Dictionary<string, long>(names.Count, StringComparer.Ordinal);
        List<string>? unknown = null;
        foreach (var name in names)
        {
            if (cache.TryGet(name, out var id))
            {
                ids[name] = id;
            }
            else
            {
                (unknown ??= []).Add(name);
            }
        }

        if (unknown is not null)
        {
            lock (_gate)
            {
                Intern(unknown, ids);
            }
        }

        return ids;
    }

    public void Dispose() => Discard();

    private void Intern(List<string> names, Dictionary<string, long> ids)
    {
        try
        {
            if (_session is { IsOpen: false })
            {
                Discard();
            }

            _session ??= connections.OpenWriter();
            Read(names, ids);
            var missing = names.Where(name => !ids.ContainsKey(name)).ToArray();
            if (missing.Length > 0)
            {
                using (var insert = Command(Insert, missing))
                {
                    insert.ExecuteNonQuery();
                }

                Read(missing, ids);
            }
        }
        catch
        {
            // Cheaper to open again than to find out what is left of it.
            Discard();
            throw;
        }
    }

    private void Read(IReadOnlyCollection<string> names, Dictionary<string, long> ids)
    {
        using var select = Command(Select, names);
        using var rows = select.ExecuteReader();
        while (rows.Read())
        {
            var name = PostgresText.Original(rows.GetString(1));
            ids[name] = rows.GetInt64(0);
            cache.Add(name, rows.GetInt64(0));
        }
    }

    private NpgsqlCommand Command(string sql, IReadOnlyCollection<string> names)
    {
        var command = new NpgsqlCommand(sql, _session!.Connection);
        command.Parameters.Add(new NpgsqlParameter<string[]>
        {
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            TypedValue = [.. names.Select(PostgresText.Stored)],
        });
        return command;
    }

    private void Discard()
    {
        _session?.Dispose();
        _session = null;
    }
}
