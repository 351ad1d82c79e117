using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.Experiments;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search;

/// <summary>Searches experiments; they are few, so matches are sorted.</summary>
internal sealed class ExperimentSearch(SqliteDatabase database)
{
    private readonly ExperimentHydrator _hydrator = new(database.KeyNames);
    private readonly ExperimentEntitySql _entity = new(database.KeyNames);

    public Task<Page<Experiment>> SearchAsync(ExperimentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => ReadPage(session, query), cancellationToken);
    }

    private Page<Experiment> ReadPage(SqliteSession session, ExperimentQuery query)
    {
        var terms = OrderOf(query.Order);
        var parameters = new SqlParameters();
        var filter = new PredicateSql(SearchDialect.Sqlite, _entity, session, parameters).Write(query.Filter);
        var lifecycle = query.View switch
        {
            ViewType.ActiveOnly => "e.lifecycle = 0",
            ViewType.DeletedOnly => "e.lifecycle = 1",
            _ => "1",
        };
        var columns = SortedOrder.Columns(_entity, session, terms, ExperimentEntitySql.TypeOf, parameters);
        var search = new SortedSearch(
            "e.experiment_id", "experiment e", $"{lifecycle} AND {filter}", columns, parameters);
        var fingerprint = PageToken.FingerprintOf(
            "experiments", query.View.ToString(), PredicateText.Of(query.Filter), OrderText.Of(terms));
        var page = search.ReadPage(session, query.PageToken, fingerprint, query.MaxResults);
        return new Page<Experiment>(_hydrator.Hydrate(session, page.Items), page.NextPageToken);
    }

    /// <summary>Newest first, ties by id. With an order of its own ties go by id backwards, as in MLflow.</summary>
    private static IReadOnlyList<FieldOrder> OrderOf(IReadOnlyList<OrderTerm> order)
    {
        var id = Field.Attribute("experiment_id");
        return order.Count == 0
            ? [new(Field.Attribute("creation_time"), Descending: true), new(id, Descending: false)]
            : SortedOrder.WithTies(order.Cast<FieldOrder>(), new FieldOrder(id, Descending: true));
    }
}
