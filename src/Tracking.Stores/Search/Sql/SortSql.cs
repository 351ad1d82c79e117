using System.Diagnostics.CodeAnalysis;
using Tracking.Core.Search.Paging;

namespace Tracking.Stores.Search.Sql;

/// <summary>
/// Turns order terms into columns to sort by. A field that may be missing gets a rank before it: 0 there, 1 NaN, 2
/// missing (or 1 where there is no NaN), so that both directions put them last.
/// </summary>
internal static class SortSql
{
    public const int PresentRank = 0;
    public const int NaNRank = 1;
    public const int MissingMetricRank = 2;
    public const int MissingTextRank = 1;

    public static IEnumerable<SortColumn> Columns(FieldSql place, SortType type, bool descending)
    {
        switch (place)
        {
            case MissingSql:
                // The columns stay, so that a token outlives the first use of the name.
                var last = type == SortType.Real ? MissingMetricRank : MissingTextRank;
                yield return new SortColumn($"{last}", SortType.Integer, Descending: false);
                yield return new SortColumn("NULL", type, descending);
                break;
            case ColumnSql column:
                if (column.IsNullable)
                {
                    yield return new SortColumn(
                        RankOf($"{column.Expression} IS NULL"), SortType.Integer, Descending: false);
                }

                yield return new SortColumn(column.Expression, type, descending);
                break;
            case RowsSql rows:
                var rank = rows.NullIsNaN
                    ? $"coalesce({rows.Select(RankOf($"{rows.Value} IS NULL"))}, {MissingMetricRank})"
                    : RankOf($"{rows.Select(rows.Value)} IS NULL");
                yield return new SortColumn(rank, SortType.Integer, Descending: false);
                yield return new SortColumn(rows.Select(rows.Value), type, descending);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(place), place, "An unknown place of a field.");
        }
    }

    /// <summary>0 or 1: not every database sorts and binds conditions as numbers.</summary>
    private static string RankOf(string condition) => $"(CASE WHEN {condition} THEN 1 ELSE 0 END)";

    /// <summary>The rows after a position in the order; null positions stand where a rank decided.</summary>
    [return: NotNullIfNotNull(nameof(after))]
    public static string? After(
        IReadOnlyList<string> names,
        IReadOnlyList<SortColumn> columns,
        IReadOnlyList<string?>? after,
        SqlParameters parameters)
    {
        if (after is null)
        {
            return null;
        }

        // From the last column outwards: beyond in this one, or equal in it and beyond in the rest.
        string? condition = null;
        for (var i = columns.Count - 1; i >= 0; i--)
        {
            if (after[i] is not { } value)
            {
                continue;
            }

            var placeholder = columns[i].Add(value, parameters);
            var beyond = $"{names[i]} {(columns[i].Descending ? '<' : '>')} {placeholder}";
            condition = condition is null
                ? beyond
                : $"({beyond} OR {names[i]} = {placeholder} AND {condition})";
        }

        return condition ?? throw PageToken.InvalidValue(null);
    }
}
