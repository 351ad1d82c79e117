using Tracking.Core.Search.Binding;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Traces;

/// <summary>
/// A condition that so few traces meet that the search begins with them and sorts, rather than walk in order past all
/// the others: a tag, an entry of the metadata such as the session, a run or a prompt. <c>Table</c>: rows that name
/// traces; <c>d</c> in the condition. <c>Condition</c>: what the rows meet, with the values in the parameters that it
/// is given.
/// </summary>
internal sealed record RareTraces(string Table, Func<SqlParameters, string> Condition)
{
    /// <summary>Sorting this many takes a few milliseconds.</summary>
    private const int MatchesMax = 2_000;

    private const int ProbesMax = 8;

    /// <summary>The rarest condition that all matches meet; null if none is rare.</summary>
    public static RareTraces? Find(
        StoreSession session, KeyNameCache keyNames, string experimentsJson, Predicate? filter)
    {
        RareTraces? rarest = null;
        var fewest = MatchesMax + 1L;
        foreach (var candidate in Candidates(session, keyNames, experimentsJson, filter).Take(ProbesMax))
        {
            var count = candidate.Count(session, fewest);
            if (count < fewest)
            {
                (rarest, fewest) = (candidate, count);
            }
        }

        return rarest;
    }

    /// <summary>The condition over <c>t</c> that it is one of these traces.</summary>
    public string Among(SqlParameters parameters) =>
        $"t.trace_key IN (SELECT d.trace_key FROM {Table} d WHERE {Condition(parameters)})";

    private long Count(StoreSession session, long limit)
    {
        var parameters = new SqlParameters();
        var condition = Condition(parameters);
        using var statement = session.Prepare(
            $"SELECT count(*) FROM (SELECT 1 FROM {Table} d WHERE {condition} LIMIT {parameters.Add(limit)}) c");
        parameters.BindTo(statement);
        return statement.SingleInt64() ?? 0;
    }

    private static IEnumerable<RareTraces> Candidates(
        StoreSession session, KeyNameCache keyNames, string experimentsJson, Predicate? filter)
    {
        foreach (var term in Conjuncts.Of(filter))
        {
            var (field, value) = term is ComparisonPredicate
                { Operator: ComparisonOperator.Equal, Value: TextOperand text } comparison
                ? (comparison.Field, text.Value)
                : (null, "");
            var candidate = field switch
            {
                { Kind: FieldKind.Tag } =>
                    Keyed("trace_tag", keyNames.Find(session, field.Key), experimentsJson, value),
                { Kind: FieldKind.Metadata } =>
                    Keyed("trace_metadata", keyNames.Find(session, field.Key), experimentsJson, value),
                { Kind: FieldKind.Attribute, Key: "run_id" } => new RareTraces(
                    "trace_run", parameters => $"d.run_id = {parameters.Add(value)}"),
                { Kind: FieldKind.Attribute, Key: "prompt" } => new RareTraces(
                    "trace_prompt", parameters => $"d.prompt = {parameters.Add(value)}"),
                _ => null,
            };
            if (candidate is not null)
            {
                yield return candidate;
            }
        }
    }

    /// <summary>A key that nobody used has no number, and finds nothing.</summary>
    private static RareTraces Keyed(string table, long? keyId, string experimentsJson, string value) => new(
        table,
        parameters =>
        {
            var wanted = parameters.Add(value);

            // Compared bare, SQLite 3.35 puts the value into the index expression and then cannot use the index.
            return $"d.experiment_id IN (SELECT value FROM json_each({parameters.Add(experimentsJson)})) " +
                $"AND d.key_id = {parameters.Add(keyId ?? -1)} " +
                $"AND substr(d.value, 1, 64) = substr({wanted}, 1, 64) AND (d.value || '') = {wanted}";
        });
}
