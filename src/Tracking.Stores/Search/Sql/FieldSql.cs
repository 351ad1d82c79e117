using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Search.Sql;

/// <summary>Where the value of a field stands.</summary>
internal abstract record FieldSql;

/// <summary>An expression over the row that is searched.</summary>
internal sealed record ColumnSql(string Expression, bool IsNullable) : FieldSql;

/// <summary>
/// Rows of another table that belong to the row that is searched; no row means that the field is missing. The
/// subqueries made of this are scalar: SQLite 3.35 turns EXISTS into IN and gives up the index that serves the order.
/// </summary>
internal sealed record RowsSql(string From, string Where, string Value) : FieldSql
{
    /// <summary>A NULL value is NaN, which is unequal to every number and has no other relation.</summary>
    public bool NullIsNaN { get; init; }

    /// <summary>Which row an order looks at, where there may be several.</summary>
    public string? LatestFirst { get; init; }

    /// <summary>A condition that at least one row meets this one.</summary>
    public string Any(string condition) => $"(SELECT 1 FROM {From} WHERE {Where} AND {condition} LIMIT 1) IS NOT NULL";

    public string IsMissing => $"(SELECT 1 FROM {From} WHERE {Where} LIMIT 1) IS NULL";

    /// <summary>One value computed from the row, NULL without a row.</summary>
    public string Select(string expression)
    {
        var order = LatestFirst is null ? "" : $" ORDER BY {LatestFirst}";
        return $"(SELECT {expression} FROM {From} WHERE {Where}{order} LIMIT 1)";
    }
}

/// <summary>A field whose name nobody ever used: every row lacks it.</summary>
internal sealed record MissingSql : FieldSql;

/// <summary>Finds the fields of one entity. Names of keys are looked up, so no statement holds one.</summary>
internal interface IEntitySql
{
    FieldSql Find(StoreSession session, Field field, SqlParameters parameters);

    SortType TypeOf(Field field);

    /// <summary>The columns to sort by for one term of an order.</summary>
    IEnumerable<SortColumn> Columns(StoreSession session, OrderTerm term, SqlParameters parameters)
    {
        var order = (FieldOrder)term;
        return SortSql.Columns(Find(session, order.Field, parameters), TypeOf(order.Field), term.Descending);
    }
}
