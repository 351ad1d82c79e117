using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>
/// Reads runs in any order: along an index where one has the first term, sorted where none has. Positions are the
/// values of all columns of the order, however the rows were found.
/// </summary>
internal sealed class RunReader(KeyNameCache keyNames, SmallGroups smallGroups)
{
    private readonly RunEntitySql _entity = new(keyNames);

    public SmallGroups SmallGroups => smallGroups;

    public PredicateSql Filters(StoreSession session, SqlParameters parameters) => new(_entity, session, parameters);

    public IReadOnlyList<SortColumn> Columns(
        StoreSession session, IEnumerable<OrderTerm> terms, SqlParameters parameters) =>
        SortedOrder.Columns(_entity, session, terms, parameters);

    /// <param name="context">The search.</param>
    /// <param name="terms">The order with its ties: it ends with the run's id.</param>
    /// <param name="after">The position before the first row; null for the beginning.</param>
    /// <param name="limit">At most so many rows.</param>
    public IReadOnlyList<SortedRow> Read(
        RunWalkContext context, IReadOnlyList<FieldOrder> terms, IReadOnlyList<string?>? after, int limit)
    {
        if (RunOrder.IsNewestFirst(terms))
        {
            return StartWalk.Read(context, after, limit);
        }

        if (terms.Count > 1 && FieldOf(context, terms[0]) is { } field)
        {
            var rest = terms.Skip(1).ToList();
            return field is MetricField { Order.Descending: true } metric && RunOrder.IsNewestFirst(rest)
                ? new DescendingMetricWalk(this, context, metric, rest).Read(after, limit)
                : new GroupedWalk(this, context, field, rest).Read(after, limit);
        }

        var parameters = context.Parameters.Copy();
        return Sort(context, "run r", context.Scope.Condition(parameters), terms, parameters)
            .Read(context.Session, after, limit);
    }

    /// <summary>All matches from a source, sorted.</summary>
    public SortedSearch Sort(
        RunWalkContext context, string from, string where, IEnumerable<FieldOrder> terms, SqlParameters parameters) =>
        new(
            "r.run_key",
            from,
            $"{where} AND {context.FilterSql}",
            Columns(context.Session, terms, parameters),
            parameters);

    private WalkedField? FieldOf(RunWalkContext context, FieldOrder order)
    {
        var isRequired = Conjuncts.Require(context.Filter, order.Field);
        if (order.Field.Kind == FieldKind.Attribute)
        {
            return AttributeField.Find(order, isRequired);
        }

        return (order.Field.Kind, keyNames.Find(context.Session, order.Field.Key)) switch
        {
            (FieldKind.Metric, { } key) => new MetricField(order, key, context.Filter),
            (FieldKind.Param, { } key) => new TextField(order, "param", key, isRequired),
            (FieldKind.Tag, { } key) => new TextField(order, "tag", key, isRequired),
            (FieldKind.Metric or FieldKind.Param or FieldKind.Tag, null) =>
                new UnusedField(order, _entity.TypeOf(order.Field)),
            _ => null,
        };
    }
}
