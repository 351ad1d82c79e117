using Tracking.Core.Search.Binding;

namespace Tracking.Stores.Search.Sql;

/// <summary>What search SQL needs that databases write differently.</summary>
internal abstract class SearchDialect
{
    /// <summary>Characters of a text that the value indexes hold.</summary>
    public const int IndexedLength = 64;

    public static SearchDialect Sqlite { get; } = new SqliteSearchDialect();

    public static SearchDialect Postgres { get; } = new PostgresSearchDialect();

    /// <summary>An inner join (with ON) that is best read from left to right.</summary>
    public abstract string OrderedJoin { get; }

    /// <summary>
    /// A comparison with a pattern of % and _, for the four LIKE operators, or with a regular expression.
    /// </summary>
    public abstract string Matches(string expression, ComparisonOperator comparison, string pattern, SqlParameters to);

    /// <summary>
    /// The text under a name in the object under another name of a JSON text; NULL if there is none, or if it is
    /// a number or anything else that is no text.
    /// </summary>
    public abstract string JsonText(string json, string objectName, string name, SqlParameters to);

    /// <summary>Any number of texts as a table with the column <c>value</c>; it may be named more than once.</summary>
    public abstract string Texts(IEnumerable<string> values, SqlParameters to);

    /// <summary>Makes the planner walk this index.</summary>
    public abstract string WithIndex(string table, string alias, string index);

    /// <summary>A column whose condition the planner must not turn into another one for an index.</summary>
    public abstract string NotByIndex(string column);

    /// <summary>A subquery that is read whole before what is joined to it.</summary>
    public abstract string ReadFirst(string select, string alias);

    /// <summary>A comparison with any number of texts.</summary>
    public string IsOneOf(string expression, bool negated, IEnumerable<string> values, SqlParameters to) =>
        $"{expression} {(negated ? "NOT IN" : "IN")} (SELECT value FROM {Texts(values, to)})";

    /// <summary>The start of a text that the value indexes hold.</summary>
    public static string IndexedPart(string expression) => $"substr({expression}, 1, {IndexedLength})";
}
