using Tracking.Core.LoggedModels;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.LoggedModels;

/// <summary>Searches logged models: newest first unless asked otherwise.</summary>
internal sealed class LoggedModelSearch(StoreDatabase database, LoggedModelHydrator hydrator)
{
    private static readonly FieldOrder[] Ties =
    [
        new(Field.Attribute("creation_timestamp"), Descending: true),
        new(Field.Attribute("model_id"), Descending: false),
    ];

    public Task<Page<LoggedModel>> SearchAsync(LoggedModelQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => ReadPage(session, query), cancellationToken);
    }

    private Page<LoggedModel> ReadPage(StoreSession session, LoggedModelQuery query)
    {
        var experiments = JsonKeys.Of(query.ExperimentIds.Distinct().Order());
        var entity = new LoggedModelEntitySql(database.KeyNames, query.Datasets);
        var datasets = string.Concat(
            query.Datasets.Select(d => $"{d.Name.Length}:{d.Name}{d.Digest?.Length}:{d.Digest}"));
        var page = new EntitySearch("l.model_key", "logged_model l", entity).ReadPage(session, new EntityQuery(
            parameters =>
                $"l.experiment_id IN (SELECT value FROM json_each({parameters.Add(experiments)})) AND l.lifecycle = 0",
            experiments + datasets,
            query.Filter,
            SortedOrder.WithTies(query.Order, Ties),
            query.MaxResults,
            query.PageToken));
        return new Page<LoggedModel>(hydrator.Hydrate(session, page.Items), page.NextPageToken);
    }
}
