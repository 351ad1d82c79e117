using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Search.Sql;

/// <summary>A search that sorts all rows that match and takes the first of them.</summary>
/// <param name="Key">The integer that names a row.</param>
/// <param name="From">Tables and joins.</param>
/// <param name="Where">Scope and filter.</param>
/// <param name="Columns">The order; the last column makes it total.</param>
/// <param name="Parameters">The values of all of these.</param>
internal sealed record SortedSearch(
    string Key, string From, string Where, IReadOnlyList<SortColumn> Columns, SqlParameters Parameters)
{
    /// <summary>Up to <paramref name="limit"/> rows after the position.</summary>
    public IReadOnlyList<SortedRow> Read(StoreSession session, IReadOnlyList<string?>? after, int limit)
    {
        var names = Columns.Select((_, i) => $"c{i}").ToList();
        var parameters = Parameters.Copy();
        var select = string.Join(", ", Columns.Select((column, i) => $"{column.Expression} AS {names[i]}"));
        var beyond = SortSql.After(names, Columns, after, parameters) ?? "TRUE";
        var order = string.Join(", ", Columns.Select((column, i) => $"{names[i]} {column.Direction}"));
        using var statement = session.Prepare(
            $"SELECT * FROM (SELECT {Key} AS k, {select} FROM {From} WHERE {Where}) found " +
            $"WHERE {beyond} ORDER BY {order} LIMIT {parameters.Add((long)limit)}");
        parameters.BindTo(statement);
        var rows = new List<SortedRow>();
        while (statement.Step())
        {
            rows.Add(new SortedRow(
                statement.Int64(0), [.. Columns.Select((column, i) => column.Read(statement, i + 1))]));
        }

        return rows;
    }

    /// <summary>A page of keys and the token of the next one.</summary>
    public Page<long> ReadPage(StoreSession session, string? token, string fingerprint, int maxResults)
    {
        var after = PageToken.Decode(token, fingerprint, Columns.Count);
        return SortedRow.ToPage(Read(session, after, SortedRow.LimitOf(maxResults)), fingerprint, maxResults);
    }
}

/// <summary>A row that was found and its place in the order.</summary>
internal readonly record struct SortedRow(long Key, IReadOnlyList<string?> Position)
{
    /// <summary>One more than the page, to know whether there is another.</summary>
    public static int LimitOf(int maxResults) => maxResults == int.MaxValue ? maxResults : maxResults + 1;

    public static Page<long> ToPage(IReadOnlyList<SortedRow> rows, string fingerprint, int maxResults)
    {
        var keys = rows.Take(maxResults).Select(row => row.Key).ToList();
        return new Page<long>(
            keys,
            rows.Count > maxResults ? new PageToken(fingerprint, rows[maxResults - 1].Position).Encode() : null);
    }
}
