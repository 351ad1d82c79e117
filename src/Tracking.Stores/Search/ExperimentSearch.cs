using System.Globalization;
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
        return database.ReadAsync(session => ReadPage(session, query), cancellationToken);
    }

    private Page<Experiment> ReadPage(SqliteSession session, ExperimentQuery query)
    {
        var fingerprint = PageToken.FingerprintOf(query.View.ToString());
        var after = PageToken.Decode(query.PageToken, fingerprint, valueCount: 2);
        var ids = new List<long>();
        var statement = session.Statement(SelectPage)
            .Bind(1, (long)query.View)
            .Bind(2, after is null ? long.MaxValue : TokenNumber.Parse(after[0]))
            .Bind(3, after is null ? -1 : TokenNumber.Parse(after[1]))
            .Bind(4, query.MaxResults + 1L);
        while (statement.Step())
        {
            ids.Add(statement.Int64(0));
        }

        var hasMore = ids.Count > query.MaxResults;
        var experiments = _hydrator.Hydrate(session, hasMore ? ids.GetRange(0, query.MaxResults) : ids);
        if (!hasMore)
        {
            return new Page<Experiment>(experiments, null);
        }

        var last = experiments[^1];
        string[] position =
        [
            last.CreatedMs.ToString(CultureInfo.InvariantCulture),
            last.Id.ToString(CultureInfo.InvariantCulture),
        ];
        return new Page<Experiment>(experiments, new PageToken(fingerprint, position).Encode());
    }
}
