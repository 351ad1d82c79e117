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
    SqlParameters Parameters);

/// <summary>
/// Reads runs along an index, which yields them in order, so that only a page is read. Each experiment is a walk of its
/// own; several are merged by the database as they go. The columns are run_key, value, start_ms, run_id.
/// </summary>
internal abstract class RunWalk(RunWalkContext context)
{
    protected RunWalkContext Context => context;

    /// <summary>Merges walks that are limited and ordered alike.</summary>
    protected static string Merge(IReadOnlyList<string> walks, string order, string limit) => walks.Count == 1
        ? walks[0]
        : string.Join(" UNION ALL ", walks.Select(walk => $"SELECT * FROM ({walk}) walk")) +
            $" ORDER BY {order} LIMIT {limit}";

    /// <summary>Runs by start, latest first: the whole order, or the last phase of another.</summary>
    protected IReadOnlyList<SortedRow> ReadByStart(
        string condition,
        SqlParameters parameters,
        StartPosition? after,
        int limit,
        Func<StoreStatement, SortedRow> read)
    {
        var beyond = after is null ? "TRUE" : after.Beyond("r.start_ms", parameters);
        var count = parameters.Add((long)limit);
        var walks =
            from experiment in Context.Scope.ExperimentIds
            let id = parameters.Add(experiment)
            from lifecycle in Context.Scope.Lifecycles
            select $"""
                SELECT r.run_key AS run_key, NULL AS value, r.start_ms AS start_ms, r.run_id AS run_id
                FROM {Context.Session.Search.WithIndex("run", "r", "run_list")}
                WHERE r.experiment_id = {id} AND r.lifecycle = {lifecycle}
                  AND {condition} AND {Context.FilterSql} AND {beyond}
                ORDER BY r.start_ms DESC, r.run_id LIMIT {count}
                """;
        return Read(Merge([.. walks], "start_ms DESC, run_id", count), parameters, read);
    }

    protected IReadOnlyList<SortedRow> Read(
        string sql, SqlParameters parameters, Func<StoreStatement, SortedRow> read)
    {
        using var statement = Context.Session.Prepare(sql);
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
