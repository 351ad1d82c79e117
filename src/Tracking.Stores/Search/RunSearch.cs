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
internal sealed class RunSearch(StoreDatabase database, RunHydrator hydrator, SmallGroups smallGroups)
{
    /// <summary>Rows that the parts of a search over many experiments may give before they are merged.</summary>
    private const int MergedRowsMax = 50_000;

    private const long CountMax = 1_000_000;

    private readonly RunReader _reader = new(database.KeyNames, smallGroups);

    public Task<Page<Run>> SearchAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => ReadPage(session, query), cancellationToken);
    }

    public Task<long> CountAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => Count(session, query), cancellationToken);
    }

    private long Count(StoreSession session, RunQuery query)
    {
        var scope = RunScope.Of(query);
        if (scope.ExperimentIds.Count == 0)
        {
            return 0;
        }

        var parameters = new SqlParameters();
        var filter = _reader.Filters(session, parameters).Write(query.Filter);
        var (from, where) = RareFilter.Find(session, database.KeyNames, scope, query.Filter) is { } rare
            ? rare.Source(session.Search, scope, parameters)
            : ("run r", scope.Condition(parameters));
        using var statement = session.Prepare(
            $"SELECT count(*) FROM (SELECT 1 FROM {from} WHERE {where} AND {filter} " +
            $"LIMIT {parameters.Add(CountMax)}) counted");
        parameters.BindTo(statement);
        return statement.SingleInt64() ?? 0;
    }

    private Page<Run> ReadPage(StoreSession session, RunQuery query)
    {
        var scope = RunScope.Of(query);
        var order = RunOrder.Of(query.Order);
        var columns = _reader.Columns(session, order, new SqlParameters());
        var fingerprint = PageToken.FingerprintOf(
            "runs", scope.ExperimentsJson, scope.View.ToString(), PredicateText.Of(query.Filter), OrderText.Of(order));
        var after = PageToken.Decode(query.PageToken, fingerprint, columns.Count);
        if (scope.ExperimentIds.Count == 0)
        {
            return new Page<Run>([], null);
        }

        var parameters = new SqlParameters();
        var filter = _reader.Filters(session, parameters).Write(query.Filter);
        var context = new RunWalkContext(session, scope, query.Filter, filter, parameters);
        var rows = ReadRows(context, order, after, SortedRow.LimitOf(query.MaxResults));
        var page = SortedRow.ToPage(rows, fingerprint, query.MaxResults);
        return new Page<Run>(hydrator.Hydrate(session, page.Items), page.NextPageToken);
    }

    private IReadOnlyList<SortedRow> ReadRows(
        RunWalkContext context, IReadOnlyList<FieldOrder> order, IReadOnlyList<string?>? after, int limit)
    {
        var parameters = context.Parameters.Copy();
        if (RareFilter.Find(context.Session, database.KeyNames, context.Scope, context.Filter) is { } rare)
        {
            var (from, where) = rare.Source(context.Session.Search, context.Scope, parameters);
            return _reader.Sort(context, from, where, order, parameters).Read(context.Session, after, limit);
        }

        var parts = context.Scope.Parts;
        if (parts.Count == 1)
        {
            return _reader.Read(context, order, after, limit);
        }

        if ((long)parts.Count * limit > MergedRowsMax)
        {
            return _reader.Sort(context, "run r", context.Scope.Condition(parameters), order, parameters)
                .Read(context.Session, after, limit);
        }

        var columns = _reader.Columns(context.Session, order, new SqlParameters());
        return
        [
            .. parts.SelectMany(part => _reader.Read(context with { Scope = part }, order, after, limit))
                .Order(new PositionOrder(columns)).Take(limit),
        ];
    }
}
