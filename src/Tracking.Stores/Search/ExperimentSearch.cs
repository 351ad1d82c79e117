using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.Experiments;

namespace Tracking.Stores.Search;

/// <summary>Searches experiments: newest first, ties by id.</summary>
internal sealed class ExperimentSearch(SqliteDatabase database)
{
    private const string SelectPage = """
        SELECT experiment_id, created_ms FROM experiment
        WHERE (lifecycle = 0 AND ?1 <> 2 OR lifecycle = 1 AND ?1 <> 1)
          AND (created_ms < ?2 OR created_ms = ?2 AND experiment_id > ?3)
        ORDER BY created_ms DESC, experiment_id LIMIT ?4
        """;

    private readonly ExperimentHydrator _hydrator = new(database.KeyNames);

    public Task<Page<Experiment>> SearchAsync(ExperimentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var after = PositionToken.Parse(query.PageToken);
        return database.ReadAsync(session => ReadPage(session, query, after), cancellationToken);
    }

    private Page<Experiment> ReadPage(SqliteSession session, ExperimentQuery query, PositionToken after)
    {
        var ids = new List<long>();
        var statement = session.Statement(SelectPage)
            .Bind(1, (long)query.View)
            .Bind(2, after.TimeMs)
            .Bind(3, after.NumericId)
            .Bind(4, query.MaxResults + 1L);
        while (statement.Step())
        {
            ids.Add(statement.Int64(0));
        }

        var hasMore = ids.Count > query.MaxResults;
        var experiments = _hydrator.Hydrate(session, hasMore ? ids.GetRange(0, query.MaxResults) : ids);
        var last = hasMore ? experiments[^1] : null;
        return new Page<Experiment>(
            experiments, last is null ? null : PositionToken.After(last.CreatedMs, $"{last.Id}"));
    }
}
