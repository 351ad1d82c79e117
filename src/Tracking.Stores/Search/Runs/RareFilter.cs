using Tracking.Core.Search.Binding;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>
/// A condition on a param or a tag that so few runs meet that the search begins with them and sorts, rather than walk
/// in order past all the others.
/// </summary>
/// <param name="Table">param or tag.</param>
/// <param name="KeyId">The number of its name; null if nobody used it, so that nothing matches.</param>
/// <param name="Values">The accepted values.</param>
internal sealed record RareFilter(string Table, long? KeyId, IReadOnlyList<string> Values)
{
    /// <summary>Sorting this many takes a few milliseconds.</summary>
    private const int MatchesMax = 2_000;

    private const int ProbesMax = 8;

    /// <summary>The rarest condition that all matches meet; null if none is rare.</summary>
    public static RareFilter? Find(
        StoreSession session, KeyNameCache keyNames, RunScope scope, Predicate? filter)
    {
        RareFilter? rarest = null;
        var fewest = MatchesMax + 1L;
        foreach (var candidate in Candidates(session, keyNames, filter).Take(ProbesMax))
        {
            var count = candidate.Count(session, scope, fewest);
            if (count < fewest)
            {
                (rarest, fewest) = (candidate, count);
            }
        }

        return rarest;
    }

    /// <summary>FROM and WHERE of the runs that meet the condition.</summary>
    public (string From, string Where) Source(SearchDialect dialect, RunScope scope, SqlParameters parameters)
    {
        var values = dialect.Texts(Values, parameters);
        var rows = $"SELECT d.run_key FROM {dialect.WithIndex(Table, "d", Table + "_value")} " +
            $"WHERE {Indexed(dialect, scope, values, parameters)} " +
            $"AND {dialect.NotByIndex("d.value")} IN (SELECT value FROM {values})";
        return (
            $"{dialect.ReadFirst(rows, "found")} {dialect.OrderedJoin} run r ON r.run_key = found.run_key",
            scope.LifecycleCondition);
    }

    private long Count(StoreSession session, RunScope scope, long limit)
    {
        if (KeyId is null)
        {
            return 0;
        }

        var parameters = new SqlParameters();
        var values = session.Search.Texts(Values, parameters);
        using var statement = session.Prepare(
            $"SELECT count(*) FROM (SELECT 1 FROM {session.Search.WithIndex(Table, "d", Table + "_value")} " +
            $"WHERE {Indexed(session.Search, scope, values, parameters)} LIMIT {parameters.Add(limit)}) probed");
        parameters.BindTo(statement);
        return statement.SingleInt64() ?? 0;
    }

    private string Indexed(SearchDialect dialect, RunScope scope, string values, SqlParameters parameters) =>
        $"d.experiment_id IN (SELECT value FROM json_each({parameters.Add(scope.ExperimentsJson)})) " +
        $"AND d.key_id = {parameters.Add(KeyId ?? -1)} AND {SearchDialect.IndexedPart("d.value")} IN " +
        $"(SELECT {SearchDialect.IndexedPart("value")} FROM {values})";

    private static IEnumerable<RareFilter> Candidates(StoreSession session, KeyNameCache keyNames, Predicate? filter)
    {
        foreach (var term in Conjuncts.Of(filter))
        {
            var (field, values) = term switch
            {
                ComparisonPredicate { Operator: ComparisonOperator.Equal, Value: TextOperand text } comparison =>
                    (comparison.Field, (IReadOnlyList<string>)[text.Value]),
                InListPredicate { Negated: false } list => (list.Field, list.Values),
                _ => (null, []),
            };
            if (field?.Kind is FieldKind.Param or FieldKind.Tag)
            {
                yield return new RareFilter(
                    field.Kind == FieldKind.Param ? "param" : "tag",
                    keyNames.Find(session, field.Key),
                    values);
            }
        }
    }
}
