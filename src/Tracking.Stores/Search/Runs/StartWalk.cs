using System.Globalization;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>Runs in default order, newest first. A position is (start, id).</summary>
internal static class StartWalk
{
    public static IReadOnlyList<SortedRow> Read(RunWalkContext context, IReadOnlyList<string?>? after, int limit)
    {
        var parameters = context.Parameters.Copy();
        var beyond = after is null ? "TRUE" : StartPosition.Parse(after[0], after[1]).Beyond("r.start_ms", parameters);
        var count = parameters.Add((long)limit);
        var walks =
            from experiment in context.Scope.ExperimentIds
            let id = parameters.Add(experiment)
            from lifecycle in context.Scope.Lifecycles
            select $"""
                SELECT r.run_key AS run_key, r.start_ms AS start_ms, r.run_id AS run_id
                FROM {context.Session.Search.WithIndex("run", "r", "run_list")}
                WHERE r.experiment_id = {id} AND r.lifecycle = {lifecycle} AND {context.FilterSql} AND {beyond}
                ORDER BY r.start_ms DESC, r.run_id LIMIT {count}
                """;
        return RunWalk.Read(
            context.Session,
            RunWalk.Merge([.. walks], "start_ms DESC, run_id", count),
            parameters,
            row => new SortedRow(
                row.Int64(0), [row.Int64(1).ToString(CultureInfo.InvariantCulture), row.Text(2)]));
    }
}
