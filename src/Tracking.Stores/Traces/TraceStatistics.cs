using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Paging;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Traces;

/// <summary>
/// Counts and aggregates traces in the database; percentiles from sorted values, one group at a time.
/// </summary>
internal sealed class TraceStatistics(StoreDatabase database) : ITraceStatistics
{
    private readonly TraceEntitySql _entity = new(database.KeyNames);

    public Task<Page<TraceMetricGroup>> AggregateAsync(
        TraceMetricQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        TraceMetricRules.Validate(query);
        return database.ReadAsync(
            session => new TraceAggregates(session, _entity, query).ReadPage(), cancellationToken);
    }

    public Task<FilterCounts> CountAsync(
        IReadOnlyList<long> experimentIds, FilterPair filters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return database.ReadAsync(session => Count(session, JsonKeys.Of(experimentIds.Distinct()), filters),
            cancellationToken);
    }

    private FilterCounts Count(StoreSession session, string experimentsJson, FilterPair filters)
    {
        var parameters = new SqlParameters();
        var first = Write(filters.First);
        var second = Write(filters.Second);
        var all = Write(filters.Base);
        using var statement = session.Prepare($"""
            SELECT coalesce(sum(a), 0), coalesce(sum(b), 0), coalesce(sum(a * b), 0), count(*) FROM (
              SELECT (CASE WHEN {first} THEN 1 ELSE 0 END) AS a, (CASE WHEN {second} THEN 1 ELSE 0 END) AS b
              FROM trace t
              WHERE t.experiment_id IN (SELECT value FROM json_each({parameters.Add(experimentsJson)})) AND {all}) c
            """);
        parameters.BindTo(statement);
        _ = statement.Step();
        return new FilterCounts(statement.Int64(0), statement.Int64(1), statement.Int64(2), statement.Int64(3));

        string Write(Predicate? filter) => new TraceFilterSql(_entity, session, parameters).Write(filter);
    }
}
