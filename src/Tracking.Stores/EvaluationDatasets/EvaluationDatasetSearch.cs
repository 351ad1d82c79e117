using Tracking.Core.EvaluationDatasets;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.EvaluationDatasets;

/// <summary>Searches datasets: newest first unless asked otherwise.</summary>
internal sealed class EvaluationDatasetSearch(StoreDatabase database, EvaluationDatasetHydrator hydrator)
{
    private const string OfExperiments =
        "d.dataset_key IN (SELECT x.dataset_key FROM evaluation_dataset_experiment x " +
        "WHERE x.experiment_id IN (SELECT value FROM json_each({0})))";

    private static readonly FieldOrder[] Ties =
    [
        new(Field.Attribute("created_time"), Descending: true),
        new(Field.Attribute("dataset_key"), Descending: true),
    ];

    private readonly EntitySearch _search = new(
        "d.dataset_key", "evaluation_dataset d", new EvaluationDatasetEntitySql(database.KeyNames));

    public Task<Page<EvaluationDataset>> SearchAsync(
        EvaluationDatasetQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var experiments = JsonKeys.Of(query.ExperimentIds.Distinct().Order());
        return database.ReadAsync(
            session =>
            {
                var page = _search.ReadPage(session, new EntityQuery(
                    parameters => query.ExperimentIds.Count == 0
                        ? "1 = 1"
                        : OfExperiments.Replace("{0}", parameters.Add(experiments), StringComparison.Ordinal),
                    experiments,
                    query.Filter,
                    SortedOrder.WithTies(query.Order, Ties),
                    query.MaxResults,
                    query.PageToken));
                return new Page<EvaluationDataset>(hydrator.Hydrate(session, page.Items), page.NextPageToken);
            },
            cancellationToken);
    }
}

/// <summary>The fields of a dataset, which is <c>d</c> in all statements.</summary>
internal sealed class EvaluationDatasetEntitySql(KeyNameCache keyNames) : IEntitySql
{
    private static readonly KeyedTable Tags = new("evaluation_dataset_tag", "x.dataset_key = d.dataset_key");

    public FieldSql Find(StoreSession session, Field field, SqlParameters parameters) => field switch
    {
        { Kind: FieldKind.Tag } => Tags.Find(keyNames, session, field.Key, parameters),
        { Kind: FieldKind.Attribute } => Attribute(field.Key),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of datasets."),
    };

    public SortType TypeOf(Field field) => field switch
    {
        { Key: "created_time" or "last_update_time" or "dataset_key" } => SortType.Integer,
        _ => SortType.Text,
    };

    private static ColumnSql Attribute(string name) => name switch
    {
        "name" => new ColumnSql("d.name", IsNullable: false),
        "created_time" => new ColumnSql("d.created_ms", IsNullable: false),
        "last_update_time" => new ColumnSql("d.updated_ms", IsNullable: false),
        "created_by" => new ColumnSql("d.created_by", IsNullable: true),
        "last_updated_by" => new ColumnSql("d.updated_by", IsNullable: true),
        "dataset_key" => new ColumnSql("d.dataset_key", IsNullable: false),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not an attribute of datasets."),
    };
}
