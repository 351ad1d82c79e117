using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Search.Sql;

/// <summary>A search for an entity of which there are few, so that matches are sorted.</summary>
/// <param name="Key">The integer that names a row.</param>
/// <param name="From">Tables and joins.</param>
/// <param name="Entity">Its fields.</param>
internal sealed record EntitySearch(string Key, string From, IEntitySql Entity)
{
    /// <summary>A page of keys.</summary>
    public Page<long> ReadPage(StoreSession session, EntityQuery query)
    {
        var parameters = new SqlParameters();
        var scope = query.Scope(parameters);
        var filter = new PredicateSql(Entity, session, parameters).Write(query.Filter);
        var columns = SortedOrder.Columns(Entity, session, query.Order, parameters);
        var fingerprint = PageToken.FingerprintOf(
            From, query.ScopeText, PredicateText.Of(query.Filter), OrderText.Of(query.Order));
        return new SortedSearch(Key, From, $"{scope} AND {filter}", columns, parameters)
            .ReadPage(session, query.PageToken, fingerprint, query.MaxResults);
    }
}

/// <param name="Scope">The condition on what is looked at before any filter.</param>
/// <param name="ScopeText">What binds page tokens to the scope.</param>
/// <param name="Filter">Null for none.</param>
/// <param name="Order">With its tie-breaks: total.</param>
/// <param name="MaxResults">Of a page.</param>
/// <param name="PageToken">Null for the first page.</param>
internal sealed record EntityQuery(
    Func<SqlParameters, string> Scope,
    string ScopeText,
    Predicate? Filter,
    IReadOnlyList<OrderTerm> Order,
    int MaxResults,
    string? PageToken);
