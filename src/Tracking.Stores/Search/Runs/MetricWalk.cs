using System.Globalization;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>Runs ordered by a metric: numbers, NaN, then the runs without it.</summary>
internal sealed class MetricWalk(RunWalkContext context, FieldOrder order, long keyId) : PhasedWalk(context)
{
    private const string Newest = "m.start_ms DESC, r.run_id";

    private readonly bool _requiresMetric = Conjuncts.Require(context.Filter, order.Field);

    // Filters on the metric itself, which narrow the walk rather than skip along it.
    private readonly IReadOnlyList<ComparisonPredicate> _bounds =
    [
        .. Conjuncts.Of(context.Filter).OfType<ComparisonPredicate>()
            .Where(c => c.Field == order.Field && c.Operator != ComparisonOperator.NotEqual),
    ];

    protected override IEnumerable<int> Phases =>
        _bounds.Count > 0 ? [SortSql.PresentRank]
        : _requiresMetric ? [SortSql.PresentRank, SortSql.NaNRank]
        : [SortSql.PresentRank, SortSql.NaNRank, SortSql.MissingMetricRank];

    protected override IReadOnlyList<SortedRow> ReadPhase(int phase, IReadOnlyList<string?>? after, int limit) =>
        phase switch
        {
            SortSql.PresentRank when order.Descending => ReadDescending(after, limit),
            SortSql.PresentRank => ReadAscending(after, limit),
            SortSql.NaNRank => ReadNaN(after, limit),
            _ => ReadMissing(phase, "metric_latest", keyId, after, limit),
        };

    private IReadOnlyList<SortedRow> ReadDescending(IReadOnlyList<string?>? after, int limit)
    {
        var parameters = Context.Parameters.Copy();
        var beyond = "TRUE";
        if (after is not null)
        {
            var value = parameters.Add(TokenNumber.ParseReal(after[1]));
            var start = parameters.Add(TokenNumber.Parse(after[2]));
            var id = parameters.Add(after[3]);

            // A row value is one bound of the index; spelled out with OR, a walk would begin at the group's start.
            beyond = $"(m.value, m.start_ms) <= ({value}, {start}) " +
                $"AND NOT (m.value = {value} AND m.start_ms = {start} AND r.run_id <= {id})";
        }

        return ReadNumbers(beyond, "m.value DESC, " + Newest, "value DESC, start_ms DESC, run_id", parameters, limit);
    }

    /// <summary>
    /// Ties come newest first, against the index, so a walk would sort each group of equal values, large or not. The
    /// value on which the page ends is asked first: groups before it fit into the page, the last one is cut.
    /// </summary>
    private List<SortedRow> ReadAscending(IReadOnlyList<string?>? after, int limit)
    {
        var rows = new List<SortedRow>();
        var lower = double.NegativeInfinity;
        if (after is not null)
        {
            lower = TokenNumber.ParseReal(after[1]);
            rows.AddRange(ReadGroup(lower, PositionOf(after), limit));
        }

        if (rows.Count == limit)
        {
            return rows;
        }

        var end = ValueAt(lower, limit - rows.Count - 1);
        var parameters = Context.Parameters.Copy();
        var upper = end is null ? "" : $" AND m.value < {parameters.Add(end.Value)}";
        rows.AddRange(ReadNumbers(
            $"m.value > {parameters.Add(lower)}{upper}",
            "m.value, " + Newest,
            "value, start_ms DESC, run_id", parameters, limit - rows.Count));
        if (end is not null)
        {
            rows.AddRange(ReadGroup(end.Value, after: null, limit - rows.Count));
        }

        return rows;
    }

    private IReadOnlyList<SortedRow> ReadGroup(double value, StartPosition? after, int limit)
    {
        var parameters = Context.Parameters.Copy();
        var beyond = $"m.value = {parameters.Add(value)}" +
            (after is null ? "" : $" AND {after.Beyond("m.start_ms", parameters)}");
        return ReadNumbers(beyond, Newest, "start_ms DESC, run_id", parameters, limit);
    }

    /// <summary>The value of the match with this many matches before it; null if there is no such match.</summary>
    private double? ValueAt(double lower, int offset)
    {
        var parameters = Context.Parameters.Copy();
        var beyond = $"m.value > {parameters.Add(lower)}";
        var count = parameters.Add(offset + 1L);
        var walks = Walks("m.value AS value", $"m.value IS NOT NULL AND {beyond}", "m.value", parameters, count);
        var merged = walks.Count == 1 ? walks[0] : Merge(walks, "value", count);
        using var statement = Context.Session.Prepare(
            $"SELECT value FROM ({merged}) merged ORDER BY value LIMIT 1 OFFSET {parameters.Add((long)offset)}");
        parameters.BindTo(statement);
        return statement.Step() ? statement.Double(0) : null;
    }

    private IReadOnlyList<SortedRow> ReadNaN(IReadOnlyList<string?>? after, int limit)
    {
        var parameters = Context.Parameters.Copy();
        var beyond = PositionOf(after)?.Beyond("m.start_ms", parameters) ?? "TRUE";
        return ReadValues($"m.value IS NULL AND {beyond}", Newest, "start_ms DESC, run_id", parameters, limit);
    }

    private IReadOnlyList<SortedRow> ReadNumbers(
        string beyond, string order, string mergedOrder, SqlParameters parameters, int limit) =>
        ReadValues($"m.value IS NOT NULL AND {beyond}", order, mergedOrder, parameters, limit);

    private IReadOnlyList<SortedRow> ReadValues(
        string condition, string order, string mergedOrder, SqlParameters parameters, int limit)
    {
        var count = parameters.Add((long)limit);
        const string Columns =
            "r.run_key AS run_key, m.value AS value, m.start_ms AS start_ms, r.run_id AS run_id";
        var walks = Walks(Columns, condition, order, parameters, count);
        return Read(Merge(walks, mergedOrder, count), parameters, RowOf);
    }

    private List<string> Walks(
        string columns, string condition, string order, SqlParameters parameters, string count)
    {
        var key = parameters.Add(keyId);
        var bounds = string.Concat(_bounds.Select(bound =>
            " AND " + PredicateSql.Compare(
                Context.Session.Search, "m.value", bound.Operator, bound.Value, parameters)));
        return
        [
            .. Context.Scope.ExperimentIds.Select(experiment => $"""
                SELECT {columns}
                FROM {Context.Session.Search.WithIndex("metric_latest", "m", "metric_order")}
                {Context.Session.Search.OrderedJoin} run r ON r.run_key = m.run_key
                WHERE m.experiment_id = {parameters.Add(experiment)} AND m.key_id = {key} AND {condition}{bounds}
                  AND {Context.Scope.LifecycleCondition} AND {Context.FilterSql}
                ORDER BY {order} LIMIT {count}
                """),
        ];
    }

    private static SortedRow RowOf(StoreStatement statement) => statement.IsNull(1)
        ? RowOf(statement, SortSql.NaNRank, null)
        : RowOf(statement, SortSql.PresentRank, statement.Double(1).ToString("R", CultureInfo.InvariantCulture));
}
