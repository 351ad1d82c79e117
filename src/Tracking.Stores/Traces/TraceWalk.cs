using System.Globalization;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Traces;

/// <summary>
/// Reads traces by time along the index that yields them so, the id deciding ties. Each experiment is a walk of its
/// own; the database merges several. A position is (time, id).
/// </summary>
internal sealed class TraceWalk(
    StoreSession session, IReadOnlyList<long> experiments, string condition, SqlParameters shared)
{
    /// <summary>Beyond, matches are sorted rather than merged from one walk per experiment.</summary>
    public const int ArmsMax = 50;

    public IReadOnlyList<SortedRow> Read(bool latestFirst, IReadOnlyList<string?>? after, int limit)
    {
        var parameters = shared.Copy();
        var beyond = after is null ? "TRUE" : Beyond(latestFirst, after, parameters);
        var count = parameters.Add((long)limit);
        var order = $"timestamp_ms {(latestFirst ? "DESC" : "ASC")}, trace_id";
        var walks = experiments.Select(experiment => $"""
            SELECT t.trace_key, t.timestamp_ms, t.trace_id FROM trace t
            WHERE t.experiment_id = {parameters.Add(experiment)} AND {condition} AND {beyond}
            ORDER BY t.{order} LIMIT {count}
            """).ToList();
        var sql = walks.Count == 1
            ? walks[0]
            : string.Join(" UNION ALL ", walks.Select(walk => $"SELECT * FROM ({walk}) w")) +
                $" ORDER BY {order} LIMIT {count}";
        using var statement = session.Prepare(sql);
        parameters.BindTo(statement);
        var rows = new List<SortedRow>();
        while (statement.Step())
        {
            rows.Add(new SortedRow(
                statement.Int64(0),
                [statement.Int64(1).ToString(CultureInfo.InvariantCulture), statement.Text(2)]));
        }

        return rows;
    }

    private static string Beyond(bool latestFirst, IReadOnlyList<string?> after, SqlParameters parameters)
    {
        var time = parameters.Add(TokenNumber.Parse(after[0]));
        var sign = latestFirst ? '<' : '>';
        return $"t.timestamp_ms {sign}= {time} " +
            $"AND (t.timestamp_ms {sign} {time} OR t.trace_id > {parameters.Add(after[1])})";
    }
}
