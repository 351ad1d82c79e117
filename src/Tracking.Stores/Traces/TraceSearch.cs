using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Traces;

/// <summary>
/// Searches traces. An order by time is walked along its index, so that a page costs the same among many traces as
/// among few; what a rare condition finds, and any other order, is sorted.
/// </summary>
internal sealed class TraceSearch(StoreDatabase database, TraceHydrator hydrator)
{
    private static readonly FieldOrder Latest = new(Field.Attribute("timestamp_ms"), Descending: true);
    private static readonly FieldOrder ById = new(Field.Attribute("request_id"), Descending: false);

    private readonly TraceEntitySql _entity = new(database.KeyNames);

    public Task<Page<TraceInfo>> SearchAsync(TraceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => ReadPage(session, query), cancellationToken);
    }

    private Page<TraceInfo> ReadPage(StoreSession session, TraceQuery query)
    {
        var experiments = query.ExperimentIds.Distinct().Order().ToList();
        var order = SortedOrder.WithTies(query.Order, Latest, ById);
        var fingerprint = PageToken.FingerprintOf(
            "traces", JsonKeys.Of(experiments), PredicateText.Of(query.Filter), OrderText.Of(order));
        var columns = SortedOrder.Columns(_entity, session, order, new SqlParameters()).Count;
        var after = PageToken.Decode(query.PageToken, fingerprint, columns);
        if (experiments.Count == 0)
        {
            return new Page<TraceInfo>([], null);
        }

        var rows = ReadRows(session, query.Filter, experiments, order, after, SortedRow.LimitOf(query.MaxResults));
        var page = SortedRow.ToPage(rows, fingerprint, query.MaxResults);
        return new Page<TraceInfo>(hydrator.Hydrate(session, page.Items), page.NextPageToken);
    }

    private IReadOnlyList<SortedRow> ReadRows(
        StoreSession session,
        Predicate? filter,
        List<long> experiments,
        IReadOnlyList<OrderTerm> order,
        IReadOnlyList<string?>? after,
        int limit)
    {
        var parameters = new SqlParameters();
        var condition = new TraceFilterSql(_entity, session, parameters).Write(filter);
        var json = JsonKeys.Of(experiments);
        var rare = RareTraces.Find(session, database.KeyNames, json, filter);
        if (rare is null && experiments.Count <= TraceWalk.ArmsMax && order is [FieldOrder first, _]
            && first.Field == Latest.Field)
        {
            return new TraceWalk(session, experiments, condition, parameters).Read(first.Descending, after, limit);
        }

        // With the plus the planner begins with the rare traces, not with all of the experiment.
        var scope = rare is null
            ? $"t.experiment_id IN (SELECT value FROM json_each({parameters.Add(json)}))"
            : $"{rare.Among(parameters)} AND +t.experiment_id IN " +
                $"(SELECT value FROM json_each({parameters.Add(json)}))";
        var columns = SortedOrder.Columns(_entity, session, order, parameters);
        return new SortedSearch("t.trace_key", "trace t", $"{scope} AND {condition}", columns, parameters)
            .Read(session, after, limit);
    }
}
