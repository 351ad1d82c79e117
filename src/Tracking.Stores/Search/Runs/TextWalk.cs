using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>Runs ordered by a param or a tag: texts, then the runs without it.</summary>
internal sealed class TextWalk(RunWalkContext context, FieldOrder order, long keyId) : PhasedWalk(context)
{
    private readonly string _table = order.Field.Kind == FieldKind.Param ? "param" : "tag";
    private readonly bool _requiresText = Conjuncts.Require(context.Filter, order.Field);

    protected override IEnumerable<int> Phases =>
        _requiresText ? [SortSql.PresentRank] : [SortSql.PresentRank, SortSql.MissingTextRank];

    protected override IReadOnlyList<SortedRow> ReadPhase(int phase, IReadOnlyList<string?>? after, int limit) =>
        phase == SortSql.PresentRank
            ? ReadTexts(after, limit)
            : ReadMissing(phase, _table, keyId, after, limit);

    private IReadOnlyList<SortedRow> ReadTexts(IReadOnlyList<string?>? after, int limit)
    {
        var parameters = Context.Parameters.Copy();
        var direction = order.Descending ? "DESC" : "ASC";
        var beyond = after is null ? "TRUE" : Beyond(after, parameters);
        var key = parameters.Add(keyId);
        var count = parameters.Add((long)limit);
        var walks = Context.Scope.ExperimentIds.Select(experiment => $"""
            SELECT r.run_key AS run_key, p.value AS value, r.start_ms AS start_ms, r.run_id AS run_id
            FROM {Context.Session.Search.WithIndex(_table, "p", _table + "_value")}
            {Context.Session.Search.OrderedJoin} run r ON r.run_key = p.run_key
            WHERE p.experiment_id = {parameters.Add(experiment)} AND p.key_id = {key} AND {beyond}
              AND {Context.Scope.LifecycleCondition} AND {Context.FilterSql}
            ORDER BY {SearchDialect.IndexedPart("p.value")} {direction}, p.value {direction},
              r.start_ms DESC, r.run_id LIMIT {count}
            """);
        return Read(
            Merge([.. walks], $"value {direction}, start_ms DESC, run_id", count),
            parameters,
            statement => RowOf(statement, SortSql.PresentRank, statement.Text(1)));
    }

    private string Beyond(IReadOnlyList<string?> after, SqlParameters parameters)
    {
        var value = parameters.Add(after[1] ?? "");
        var (bound, past) = order.Descending ? ("<=", "<") : (">=", ">");
        var indexed = $"{SearchDialect.IndexedPart("p.value")} {bound} {SearchDialect.IndexedPart(value)}";
        var tie = PositionOf(after)!.Beyond("r.start_ms", parameters);
        return $"{indexed} AND (p.value {past} {value} OR p.value = {value} AND {tie})";
    }
}
