using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>A metric, a param or a tag: rows of another table, here <c>m</c>.</summary>
internal abstract record KeyedWalkedField(
    FieldOrder Order, SortColumn Value, string Table, string Index, long KeyId) : WalkedField(Order, Value)
{
    public override bool HasRank => true;

    public override IReadOnlyList<(string From, string Where)> Arms(
        RunWalkContext context, SqlParameters parameters)
    {
        var key = parameters.Add(KeyId);
        var from = From(context);
        return
        [
            .. context.Scope.ExperimentIds.Select(experiment => (
                from,
                $"m.experiment_id = {parameters.Add(experiment)} AND m.key_id = {key} " +
                $"AND {context.Scope.LifecycleCondition}{Bounds(context, parameters)}")),
        ];
    }

    public override (string From, string Where) Entries(RunWalkContext context, SqlParameters parameters) => (
        context.Session.Search.WithIndex(Table, "m", Index),
        $"m.experiment_id IN (SELECT value FROM json_each({parameters.Add(context.Scope.ExperimentsJson)})) " +
        $"AND m.key_id = {parameters.Add(KeyId)}");

    public override string OfRun(string? value, SqlParameters parameters)
    {
        var condition = value is null ? "x.value IS NULL" : $"x.value = {Value.Add(value, parameters)}";
        return $"(SELECT 1 FROM {Table} x WHERE x.run_key = r.run_key AND x.key_id = {parameters.Add(KeyId)} " +
            $"AND {condition}) IS NOT NULL";
    }

    public override string MissingOfRun(SqlParameters parameters) =>
        $"(SELECT 1 FROM {Table} x WHERE x.run_key = r.run_key AND x.key_id = {parameters.Add(KeyId)}) IS NULL";

    /// <summary>Conditions of the filter that narrow the walk itself, each with AND before it.</summary>
    protected virtual string Bounds(RunWalkContext context, SqlParameters parameters) => "";

    private string From(RunWalkContext context) =>
        $"{context.Session.Search.WithIndex(Table, "m", Index)} " +
        $"{context.Session.Search.OrderedJoin} run r ON r.run_key = m.run_key";
}

/// <summary>Numbers, NaN, then the runs without the metric. The index goes on with the start, both ascending.</summary>
internal sealed record MetricField : KeyedWalkedField
{
    private readonly IReadOnlyList<ComparisonPredicate> _bounds;
    private readonly bool _isRequired;

    public MetricField(FieldOrder order, long keyId, Predicate? filter)
        : base(
            order,
            new SortColumn("m.value", SortType.Real, order.Descending),
            "metric_latest",
            "metric_order",
            keyId)
    {
        _isRequired = Conjuncts.Require(filter, order.Field);
        _bounds =
        [
            .. Conjuncts.Of(filter).OfType<ComparisonPredicate>()
                .Where(term => term.Field == order.Field && term.Operator != ComparisonOperator.NotEqual),
        ];
    }

    public override IReadOnlyList<FieldPhase> Phases
    {
        get
        {
            var numbers = new FieldPhase(SortSql.PresentRank, FieldPhaseKind.Values);
            var nan = new FieldPhase(SortSql.NaNRank, FieldPhaseKind.Null);
            return _bounds.Count > 0 ? [numbers]
                : _isRequired ? [numbers, nan]
                : [numbers, nan, new FieldPhase(SortSql.MissingMetricRank, FieldPhaseKind.Missing)];
        }
    }

    public override string IndexedStart => "m.start_ms";

    protected override string Bounds(RunWalkContext context, SqlParameters parameters) =>
        string.Concat(_bounds.Select(bound => " AND " + PredicateSql.Compare(
            context.Session.Search, Value.Expression, bound.Operator, bound.Value, parameters)));
}

/// <summary>Texts of a param or a tag, then the runs without it. The index holds the start of each text.</summary>
internal sealed record TextField(FieldOrder Order, string Table, long KeyId, bool IsRequired) : KeyedWalkedField(
    Order, new SortColumn("m.value", SortType.Text, Order.Descending), Table, Table + "_value", KeyId)
{
    private static readonly FieldPhase Texts = new(SortSql.PresentRank, FieldPhaseKind.Values);
    private static readonly FieldPhase Missing = new(SortSql.MissingTextRank, FieldPhaseKind.Missing);

    public override IReadOnlyList<FieldPhase> Phases => IsRequired ? [Texts] : [Texts, Missing];

    public override string? IndexedStart => null;
}

/// <summary>A name that nobody used: no run has the field.</summary>
internal sealed record UnusedField(FieldOrder Order, SortType Type)
    : WalkedField(Order, new SortColumn("NULL", Type, Order.Descending))
{
    public override bool HasRank => true;

    public override IReadOnlyList<FieldPhase> Phases =>
    [
        new(Type == SortType.Real ? SortSql.MissingMetricRank : SortSql.MissingTextRank, FieldPhaseKind.Missing),
    ];

    public override string? IndexedStart => null;

    public override IReadOnlyList<(string From, string Where)> Arms(
        RunWalkContext context, SqlParameters parameters) => throw NoIndex();

    public override (string From, string Where) Entries(RunWalkContext context, SqlParameters parameters) =>
        throw NoIndex();

    public override string OfRun(string? value, SqlParameters parameters) => throw NoIndex();

    public override string MissingOfRun(SqlParameters parameters) => "TRUE";

    private static InvalidOperationException NoIndex() => new("A field that nobody used stands in no index.");
}
