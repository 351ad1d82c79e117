using Tracking.Core.Search.Ordering;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Search.Sql;

/// <summary>The order of a search that sorts: the terms asked for, then those that decide ties.</summary>
internal static class SortedOrder
{
    /// <summary>Terms of the request before the ties; a tie-break on a field that was asked for is left out.</summary>
    public static IReadOnlyList<OrderTerm> WithTies(IReadOnlyList<OrderTerm> order, params FieldOrder[] ties)
    {
        var asked = order.OfType<FieldOrder>().Select(term => term.Field).ToHashSet();
        return [.. order, .. ties.Where(tie => !asked.Contains(tie.Field))];
    }

    public static IReadOnlyList<SortColumn> Columns(
        IEntitySql entity, StoreSession session, IEnumerable<OrderTerm> terms, SqlParameters parameters) =>
        [.. terms.SelectMany(term => entity.Columns(session, term, parameters))];
}
