using System.Text;
using System.Text.Json;
using Tracking.Core.Search.Binding;

namespace Tracking.Stores.Search.Sql;

/// <summary>SQLite 3.35 and later.</summary>
internal sealed class SqliteSearchDialect : SearchDialect
{
    public override string OrderedJoin => "CROSS JOIN";

    public override string Matches(
        string expression, ComparisonOperator comparison, string pattern, SqlParameters to) => comparison switch
    {
        ComparisonOperator.Like => $"{expression} GLOB {to.Add(Glob(pattern))}",
        ComparisonOperator.NotLike => $"{expression} NOT GLOB {to.Add(Glob(pattern))}",
        ComparisonOperator.ILike => $"{expression} LIKE {to.Add(pattern)}",
        ComparisonOperator.NotILike => $"{expression} NOT LIKE {to.Add(pattern)}",
        ComparisonOperator.RLike => $"{expression} REGEXP {to.Add(pattern)}",
        ComparisonOperator.NotRLike => $"{expression} NOT REGEXP {to.Add(pattern)}",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a pattern comparison."),
    };

    /// <summary>A path has no way to write a name that holds a quote: such names are not found.</summary>
    public override string JsonText(string json, string objectName, string name, SqlParameters to)
    {
        var path = to.Add($"$.{objectName}.\"{name}\"");
        return name.Contains('"', StringComparison.Ordinal)
            ? "NULL"
            : $"(CASE json_type({json}, {path}) WHEN 'text' THEN json_extract({json}, {path}) END)";
    }

    public override string Texts(IEnumerable<string> values, SqlParameters to) =>
        $"json_each({to.Add(JsonSerializer.Serialize(values))})";

    public override string WithIndex(string table, string alias, string index) =>
        $"{table} {alias} INDEXED BY {index}";

    /// <summary>Without the plus SQLite 3.35 puts a value into the expression of an index and then cannot use
    /// it.</summary>
    public override string NotByIndex(string column) => "+" + column;

    public override string ReadFirst(string select, string alias) => $"({select}) {alias}";

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
