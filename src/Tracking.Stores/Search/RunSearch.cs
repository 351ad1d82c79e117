using Tracking.Core.Runs;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.Runs;
using Tracking.Stores.Search.Runs;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search;

/// <summary>
/// Searches runs. An order that an index can serve is walked, so that a page costs the same in a small experiment and
/// in a large one; a rare condition is looked up; the rest is sorted.
/// </summary>
internal sealed class RunSearch(StoreDatabase database, RunHydrator hydrator)
{
    private readonly RunEntitySql _entity = new(database.KeyNames);

    public Task<Page<Run>> SearchAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => ReadPage(session, query), cancellationToken);
    }

    private Page<Run> ReadPage(StoreSession session, RunQuery query)
    {
        var scope = RunScope.Of(query);
        var order = RunOrder.Of(query.Order);
        var fingerprint = PageToken.FingerprintOf(
            "runs", scope.ExperimentsJson, scope.View.ToString(), PredicateText.Of(query.Filter),
            OrderText.Of(order.Terms));
        var after = PageToken.Decode(query.PageToken, fingerprint, Columns(session, order, new SqlParameters()).Count);
        if (scope.ExperimentIds.Count == 0)
        {
            return new Page<Run>([], null);
        }

        var rows = ReadRows(session, query.Filter, scope, order, after, SortedRow.LimitOf(query.MaxResults));
        var page = SortedRow.ToPage(rows, fingerprint, query.MaxResults);
        return new Page<Run>(hydrator.Hydrate(session, page.Items), page.NextPageToken);
    }

    private IReadOnlyList<SortedRow> ReadRows(
        StoreSession session,
        Predicate? filter,
        RunScope scope,
        RunOrder order,
        IReadOnlyList<string?>? after,
        int limit)
    {
        var parameters = new SqlParameters();
        var filterSql = new PredicateSql(_entity, session, parameters).Write(filter);
        var context = new RunWalkContext(session, scope, filter, filterSql, parameters);
        var rare = RareFilter.Find(session, database.KeyNames, scope, filter);
        if (rare is not null || !scope.CanWalk)
        {
            return ReadSorted(context, order, rare, after, limit);
        }

        if (order.Kind == RunOrderKind.ByStart)
        {
            return new StartWalk(context).Read(after, limit);
        }

        var keyId = order.Kind == RunOrderKind.Sorted ? null : database.KeyNames.Find(session, order.Walked.Field.Key);
        return (order.Kind, keyId) switch
        {
            (RunOrderKind.ByMetric, { } key) => new MetricWalk(context, order.Walked, key).Read(after, limit),
            (RunOrderKind.ByText, { } key) => new TextWalk(context, order.Walked, key).Read(after, limit),
            _ => ReadSorted(context, order, rare, after, limit),
        };
    }

    private IReadOnlyList<SortedRow> ReadSorted(
        RunWalkContext context, RunOrder order, RareFilter? rare, IReadOnlyList<string?>? after, int limit)
    {
        var parameters = context.Parameters.Copy();
        var (from, where) = rare?.Source(context.Session.Search, context.Scope, parameters)
            ?? ("run r", context.Scope.Condition(parameters));
        var columns = Columns(context.Session, order, parameters);
        return new SortedSearch("r.run_key", from, $"{where} AND {context.FilterSql}", columns, parameters)
            .Read(context.Session, after, limit);
    }

    private IReadOnlyList<SortColumn> Columns(StoreSession session, RunOrder order, SqlParameters parameters) =>
        SortedOrder.Columns(_entity, session, order.Terms, parameters);
}
