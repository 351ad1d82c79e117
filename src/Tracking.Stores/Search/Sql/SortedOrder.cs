using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Stores.Dialects.Sqlite;

namespace Tracking.Stores.Search.Sql;

/// <summary>The order of a search that sorts: the terms asked for, then those that decide ties.</summary>
internal static class SortedOrder
{
    /// <summary>Terms of the request before the ties; a tie-break on a field that was asked for is left out.</summary>
    public static IReadOnlyList<FieldOrder> WithTies(IEnumerable<FieldOrder> order, params FieldOrder[] ties)
    {
        var terms = order.ToList();
        terms.AddRange(ties.Where(tie => terms.TrueForAll(term => term.Field != tie.Field)));
        return terms;
    }

    public static IReadOnlyList<SortColumn> Columns(
        IEntitySql entity,
        SqliteSession session,
        IEnumerable<FieldOrder> terms,
        Func<Field, SortType> typeOf,
        SqlParameters parameters) =>
    [
        .. terms.SelectMany(term => SortSql.Columns(
            entity.Find(session, term.Field, parameters), typeOf(term.Field), term.Descending)),
    ];
}
