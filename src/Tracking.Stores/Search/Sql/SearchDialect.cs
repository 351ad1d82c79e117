using System.Text;
using System.Text.Json;
using Tracking.Core.Search.Binding;

namespace Tracking.Stores.Search.Sql;

/// <summary>What search SQL needs that databases write differently.</summary>
internal abstract class SearchDialect
{
    public static SearchDialect Sqlite { get; } = new SqliteSearchDialect();

    /// <summary>A comparison with a pattern of % and _, for the four LIKE operators.</summary>
    public abstract string Matches(string expression, ComparisonOperator comparison, string pattern, SqlParameters to);

    /// <summary>A comparison with any number of texts.</summary>
    public abstract string IsOneOf(string expression, bool negated, IEnumerable<string> values, SqlParameters to);

    /// <summary>Makes the planner walk this index.</summary>
    public abstract string WithIndex(string table, string alias, string index);

    /// <summary>The start of a text that the value indexes hold.</summary>
    public abstract string IndexedPart(string expression);
}

/// <summary>SQLite 3.35 and later.</summary>
internal sealed class SqliteSearchDialect : SearchDialect
{
    public override string Matches(
        string expression, ComparisonOperator comparison, string pattern, SqlParameters to) => comparison switch
    {
        ComparisonOperator.Like => $"{expression} GLOB {to.Add(Glob(pattern))}",
        ComparisonOperator.NotLike => $"{expression} NOT GLOB {to.Add(Glob(pattern))}",
        ComparisonOperator.ILike => $"{expression} LIKE {to.Add(pattern)}",
        ComparisonOperator.NotILike => $"{expression} NOT LIKE {to.Add(pattern)}",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a pattern comparison."),
    };

    public override string IsOneOf(string expression, bool negated, IEnumerable<string> values, SqlParameters to)
    {
        var list = to.Add(JsonSerializer.Serialize(values));
        return $"{expression} {(negated ? "NOT IN" : "IN")} (SELECT value FROM json_each({list}))";
    }

    public override string WithIndex(string table, string alias, string index) =>
        $"{table} {alias} INDEXED BY {index}";

    public override string IndexedPart(string expression) => $"substr({expression}, 1, 64)";

    /// <summary>LIKE minds no case in SQLite; GLOB does, with wildcards of its own.</summary>
    private static string Glob(string pattern)
    {
        var glob = new StringBuilder(pattern.Length + 8);
        foreach (var c in pattern)
        {
            _ = c switch
            {
                '%' => glob.Append('*'),
                '_' => glob.Append('?'),
                '*' or '?' or '[' => glob.Append('[').Append(c).Append(']'),
                _ => glob.Append(c),
            };
        }

        return glob.ToString();
    }
}
