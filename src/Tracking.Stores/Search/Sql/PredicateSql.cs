using Tracking.Core.Search.Binding;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Search.Sql;

/// <summary>
/// Writes a filter as a condition that is never negated as a whole, so that what is missing matches no comparison.
/// </summary>
internal sealed class PredicateSql(IEntitySql entity, StoreSession session, SqlParameters parameters)
{
    private const double ExactIntegerMax = 1L << 53;
    private const string Never = "FALSE";
    private const string Always = "TRUE";

    public string Write(Predicate? predicate) => predicate switch
    {
        null => Always,
        AndPredicate both => $"({string.Join(" AND ", both.Terms.Select(Write))})",
        OrPredicate either => $"({string.Join(" OR ", either.Terms.Select(Write))})",
        ComparisonPredicate comparison => WriteComparison(comparison),
        InListPredicate list => Where(
            list.Field, value => session.Search.IsOneOf(value, list.Negated, list.Values, parameters)),
        IsNullPredicate isNull => WriteIsNull(isNull),
        _ => throw new ArgumentOutOfRangeException(nameof(predicate), predicate, "An unknown predicate."),
    };

    /// <summary>The condition that an expression, which is not missing, compares so with the value.</summary>
    public static string Compare(
        SearchDialect dialect,
        string expression,
        ComparisonOperator comparison,
        Operand value,
        SqlParameters parameters)
    {
        var symbol = comparison switch
        {
            ComparisonOperator.Equal => "=",
            ComparisonOperator.NotEqual => "<>",
            ComparisonOperator.Greater => ">",
            ComparisonOperator.GreaterOrEqual => ">=",
            ComparisonOperator.Less => "<",
            ComparisonOperator.LessOrEqual => "<=",
            _ => null,
        };
        return value switch
        {
            NumberOperand number => $"{expression} {symbol} {AddNumber(number.Value, parameters)}",
            TextOperand text when symbol is not null => $"{expression} {symbol} {parameters.Add(text.Value)}",
            TextOperand text => dialect.Matches(expression, comparison, text.Value, parameters),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "An unknown operand."),
        };
    }

    /// <summary>Whole numbers as integers, so that an index on integers can serve them; both kinds of columns take
    /// either.</summary>
    private static string AddNumber(double value, SqlParameters parameters) =>
        Math.Abs(value) <= ExactIntegerMax && Math.Floor(value) == value
            ? parameters.Add((long)value)
            : parameters.Add(value);

    private string WriteComparison(ComparisonPredicate comparison) => Where(
        comparison.Field, value => Compare(session.Search, value, comparison.Operator, comparison.Value, parameters),
        matchesNaN: comparison.Operator == ComparisonOperator.NotEqual);

    private string Where(Field field, Func<string, string> condition, bool matchesNaN = false) =>
        entity.Find(session, field, parameters) switch
        {
            MissingSql => Never,
            ColumnSql column => condition(column.Expression),
            RowsSql { NullIsNaN: true } rows when matchesNaN =>
                rows.Any($"({rows.Value} IS NULL OR {condition(rows.Value)})"),
            RowsSql rows => rows.Any(condition(rows.Value)),
            var other => throw new ArgumentOutOfRangeException(nameof(field), other, "An unknown place of a field."),
        };

    private string WriteIsNull(IsNullPredicate isNull)
    {
        var missing = entity.Find(session, isNull.Field, parameters) switch
        {
            MissingSql => Always,
            ColumnSql column => $"{column.Expression} IS NULL",
            RowsSql rows => rows.IsMissing,
            var other => throw new ArgumentOutOfRangeException(nameof(isNull), other, "An unknown place of a field."),
        };

        // An IS NULL is never NULL itself, so this NOT is safe.
        return isNull.Negated ? $"NOT ({missing})" : $"({missing})";
    }
}
