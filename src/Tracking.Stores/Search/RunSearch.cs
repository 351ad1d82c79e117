using System.Globalization;
using Tracking.Core.Runs;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.Runs;

namespace Tracking.Stores.Search;

/// <summary>Searches runs: latest start first, ties by id.</summary>
internal sealed class RunSearch(SqliteDatabase database, RunHydrator hydrator)
{
    private const string SelectPage = """
        SELECT run_key FROM run
        WHERE experiment_id IN (SELECT value FROM json_each(?1))
          AND (lifecycle = 0 AND ?2 <> 2 OR lifecycle = 1 AND ?2 <> 1)
          AND (start_ms < ?3 OR start_ms = ?3 AND run_id > ?4)
        ORDER BY start_ms DESC, run_id LIMIT ?5
        """;

    public Task<Page<Run>> SearchAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => ReadPage(session, query), cancellationToken);
    }

    private Page<Run> ReadPage(SqliteSession session, RunQuery query)
    {
        var experiments = JsonKeys.Of(query.ExperimentIds);
        var fingerprint = PageToken.FingerprintOf(experiments, query.View.ToString());
        var after = PageToken.Decode(query.PageToken, fingerprint, valueCount: 2);
        var keys = new List<long>();
        var statement = session.Statement(SelectPage)
            .Bind(1, experiments)
            .Bind(2, (long)query.View)
            .Bind(3, after is null ? long.MaxValue : TokenNumber.Parse(after[0]))
            .Bind(4, after?[1] ?? "")
            .Bind(5, query.MaxResults + 1L);
        while (statement.Step())
        {
            keys.Add(statement.Int64(0));
        }

        var hasMore = keys.Count > query.MaxResults;
        var runs = hydrator.Hydrate(session, hasMore ? keys.GetRange(0, query.MaxResults) : keys);
        if (!hasMore)
        {
            return new Page<Run>(runs, null);
        }

        var last = runs[^1].Info;
        var start = last.StartMs.ToString(CultureInfo.InvariantCulture);
        return new Page<Run>(runs, new PageToken(fingerprint, [start, last.RunId]).Encode());
    }
}
