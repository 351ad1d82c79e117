using Tracking.Core.Search.Binding;
using Tracking.Stores.Dialects.PostgreSql;

namespace Tracking.Stores.Search.Sql;

/// <summary>
/// PostgreSQL 15 and later. Its planner needs no hint for the walks: their filters are scalar subqueries.
/// </summary>
internal sealed class PostgresSearchDialect : SearchDialect
{
    public override string OrderedJoin => "JOIN";

    /// <summary>
    /// A backslash is no escape in MLflow's patterns. ILIKE folds as its collation does, which is "C".
    /// </summary>
    public override string Matches(
        string expression, ComparisonOperator comparison, string pattern, SqlParameters to)
    {
        var (symbol, escape) = comparison switch
        {
            ComparisonOperator.Like => ("LIKE", " ESCAPE ''"),
            ComparisonOperator.NotLike => ("NOT LIKE", " ESCAPE ''"),
            ComparisonOperator.ILike => ("ILIKE", " ESCAPE ''"),
            ComparisonOperator.NotILike => ("NOT ILIKE", " ESCAPE ''"),
            ComparisonOperator.RLike => ("~", ""),
            ComparisonOperator.NotRLike => ("!~", ""),
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a pattern comparison."),
        };
        return $"{expression} {symbol} {to.Add(pattern)}{escape}";
    }

    public override string JsonText(string json, string objectName, string name, SqlParameters to)
    {
        var (members, key) = ($"CAST({json} AS json) -> '{objectName}'", to.Add(name));
        return $"(CASE json_typeof({members} -> {key}) WHEN 'string' THEN {members} ->> {key} END)";
    }

    /// <summary>An array, whose length the planner sees: of a function over JSON it thinks 100 rows.</summary>
    public override string Texts(IEnumerable<string> values, SqlParameters to)
    {
        var array = $"{{{string.Join(',', values.Select(Quoted))}}}";
        return $"unnest(CAST({to.Add(array)} AS text[])) AS value";
    }

    public override string WithIndex(string table, string alias, string index) => $"{table} {alias}";

    public override string NotByIndex(string column) => column;

    public override string ReadFirst(string select, string alias) =>
        $"(WITH first AS MATERIALIZED ({select}) SELECT * FROM first) {alias}";

    private static string Quoted(string value)
    {
        var escaped = PostgresText.Stored(value)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
