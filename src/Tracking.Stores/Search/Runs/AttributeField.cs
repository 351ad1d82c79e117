using Tracking.Core.Runs;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>
/// A column of the run with an index (experiment_id, lifecycle, column, start_ms DESC, run_id), or the start itself.
/// </summary>
internal sealed record AttributeField(
    FieldOrder Order, SortColumn Value, string Index, bool IsNullable, bool IsRequired) : WalkedField(Order, Value)
{
    private static readonly SortedList<string, RunStatus> Statuses = new(
        Enum.GetValues<RunStatus>().ToDictionary(status => status.ToString().ToUpperInvariant()),
        StringComparer.Ordinal);

    private static readonly FieldPhase Set = new(SortSql.PresentRank, FieldPhaseKind.Values);
    private static readonly FieldPhase Unset = new(SortSql.MissingTextRank, FieldPhaseKind.Null);

    /// <summary>The attribute, if an index has it.</summary>
    public static AttributeField? Find(FieldOrder order, bool isRequired) => order.Field.Key switch
    {
        "run_name" => new AttributeField(
            order, new SortColumn("r.name", SortType.Text, order.Descending), "run_name", true, isRequired),
        "end_time" => new AttributeField(
            order, new SortColumn("r.end_ms", SortType.Integer, order.Descending), "run_end", true, isRequired),
        "start_time" => new AttributeField(
            order, new SortColumn("r.start_ms", SortType.Integer, order.Descending), "run_list", false, isRequired),
        "status" => new AttributeField(
            order, new SortColumn("r.status", SortType.Integer, order.Descending), "run_status", false, isRequired),
        _ => null,
    };

    public override bool HasRank => IsNullable;

    public override IReadOnlyList<FieldPhase> Phases => IsNullable && !IsRequired ? [Set, Unset] : [Set];

    public override string? IndexedStart => IsStart ? null : "r.start_ms";

    /// <summary>The order of a status is that of its name.</summary>
    public override IReadOnlyList<string>? FewValues => !IsStatus ? null
        : Value.Descending ? [.. Statuses.Keys.Reverse()]
        : [.. Statuses.Keys];

    private bool IsStatus => Order.Field.Key == "status";

    private bool IsStart => Value.Expression == "r.start_ms";

    public override IReadOnlyList<(string From, string Where)> Arms(
        RunWalkContext context, SqlParameters parameters) =>
    [
        .. from experiment in context.Scope.ExperimentIds
            let id = parameters.Add(experiment)
            from lifecycle in context.Scope.Lifecycles
            select (From(context), $"r.experiment_id = {id} AND r.lifecycle = {lifecycle}"),
    ];

    public override (string From, string Where) Entries(RunWalkContext context, SqlParameters parameters) => (
        From(context),
        $"r.experiment_id IN (SELECT value FROM json_each({parameters.Add(context.Scope.ExperimentsJson)})) " +
        $"AND r.lifecycle IN ({string.Join(", ", context.Scope.Lifecycles)})");

    public override string OfRun(string? value, SqlParameters parameters) => Is(value, parameters);

    public override string MissingOfRun(SqlParameters parameters) => $"{Value.Expression} IS NULL";

    protected override string IsValue(string value, SqlParameters parameters) => !IsStatus
        ? base.IsValue(value, parameters)
        : Statuses.TryGetValue(value, out var status)
            ? $"r.status = {parameters.Add((long)status)}"
            : throw PageToken.InvalidValue(value);

    private string From(RunWalkContext context) => context.Session.Search.WithIndex("run", "r", Index);
}
