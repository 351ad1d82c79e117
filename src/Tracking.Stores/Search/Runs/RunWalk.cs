using Tracking.Core.Search.Binding;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>
/// What all walks of one search share: the filter as a condition over <c>r</c>, and its values, which each statement
/// copies and adds its own to.
/// </summary>
internal sealed record RunWalkContext(
    StoreSession Session,
    RunScope Scope,
    Predicate? Filter,
    string FilterSql,
    SqlParameters Parameters)
{
    /// <summary>The same search with one more condition over <c>r</c>.</summary>
    public RunWalkContext And(Func<SqlParameters, string> condition)
    {
        var parameters = Parameters.Copy();
        return this with { FilterSql = $"{FilterSql} AND {condition(parameters)}", Parameters = parameters };
    }
}

/// <summary>What reads along an index have in common. Each experiment is a walk of its own.</summary>
internal static class RunWalk
{
    /// <summary>Merges walks that are limited and ordered alike; the database reads them as it goes.</summary>
    public static string Merge(IReadOnlyList<string> walks, string order, string limit) => walks.Count == 1
        ? walks[0]
        : string.Join(" UNION ALL ", walks.Select(walk => $"SELECT * FROM ({walk}) walk")) +
            $" ORDER BY {order} LIMIT {limit}";

    public static IReadOnlyList<SortedRow> Read(
        StoreSession session, string sql, SqlParameters parameters, Func<StoreStatement, SortedRow> read)
    {
        using var statement = session.Prepare(sql);
        parameters.BindTo(statement);
        var rows = new List<SortedRow>();
        while (statement.Step())
        {
            rows.Add(read(statement));
        }

        return rows;
    }
}

/// <summary>A place among runs of equal rank: start, then id.</summary>
internal sealed record StartPosition(long StartMs, string RunId)
{
    public string Beyond(string startColumn, SqlParameters parameters)
    {
        var start = parameters.Add(StartMs);
        return $"{startColumn} <= {start} AND ({startColumn} < {start} OR r.run_id > {parameters.Add(RunId)})";
    }

    public static StartPosition Parse(string? start, string? runId) =>
        new(TokenNumber.Parse(start), runId ?? "");
}
