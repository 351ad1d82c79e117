using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.Experiments;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search;

/// <summary>Searches experiments.</summary>
internal sealed class ExperimentSearch(StoreDatabase database)
{
    private readonly ExperimentHydrator _hydrator = new(database.KeyNames);

    private readonly EntitySearch _search =
        new("e.experiment_id", "experiment e", new ExperimentEntitySql(database.KeyNames));

    public Task<Page<Experiment>> SearchAsync(ExperimentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => ReadPage(session, query), cancellationToken);
    }

    private Page<Experiment> ReadPage(StoreSession session, ExperimentQuery query)
    {
        var lifecycle = query.View switch
        {
            ViewType.ActiveOnly => "e.lifecycle = 0",
            ViewType.DeletedOnly => "e.lifecycle = 1",
            _ => "TRUE",
        };
        var page = _search.ReadPage(session, new EntityQuery(
            _ => lifecycle, lifecycle, query.Filter, OrderOf(query.Order), query.MaxResults, query.PageToken));
        return new Page<Experiment>(_hydrator.Hydrate(session, page.Items), page.NextPageToken);
    }

    /// <summary>Newest first, ties by id. With an order of its own ties go by id backwards, as in MLflow.</summary>
    private static IReadOnlyList<OrderTerm> OrderOf(IReadOnlyList<OrderTerm> order)
    {
        var id = Field.Attribute("experiment_id");
        return order.Count == 0
            ?
            [
                new FieldOrder(Field.Attribute("creation_time"), Descending: true),
                new FieldOrder(id, Descending: false),
            ]
            : SortedOrder.WithTies(order, new FieldOrder(id, Descending: true));
    }
}
