using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Search.Sql;

/// <summary>A table of (owner, key_id, value).</summary>
/// <param name="Table">Its name; <c>x</c> in the condition.</param>
/// <param name="Owner">How its rows join the row that is searched: <c>x.run_key = r.run_key</c>.</param>
internal sealed record KeyedTable(string Table, string Owner)
{
    public bool NullIsNaN { get; init; }

    /// <summary>The values under a name.</summary>
    public FieldSql Find(KeyNameCache keyNames, StoreSession session, string key, SqlParameters parameters) =>
        keyNames.Find(session, key) is { } id
            ? new RowsSql($"{Table} x", $"{Owner} AND x.key_id = {parameters.Add(id)}", "x.value")
            {
                NullIsNaN = NullIsNaN,
            }
            : new MissingSql();
}
