using Tracking.Core.Registry;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Registry;

/// <summary>
/// Searches versions: the last changed first unless asked otherwise; then by name, then the newest.
/// </summary>
internal sealed class ModelVersionSearch(StoreDatabase database, ModelVersionHydrator hydrator)
{
    private static readonly FieldOrder[] Ties =
    [
        new(Field.Attribute("name"), Descending: false),
        new(Field.Attribute("version_number"), Descending: true),
    ];

    private static readonly OrderTerm[] Standard =
        [new FieldOrder(Field.Attribute("last_updated_timestamp"), Descending: true)];

    private readonly EntitySearch _search = new(
        "v.version_key",
        "model_version v JOIN registered_model m ON m.registered_key = v.registered_key",
        new ModelVersionEntitySql(database.KeyNames));

    public Task<Page<ModelVersion>> SearchAsync(RegistryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(
            session =>
            {
                var order = SortedOrder.WithTies(query.Order.Count == 0 ? Standard : query.Order, Ties);
                var page = _search.ReadPage(session, new EntityQuery(
                    _ => "v.lifecycle = 0", "", query.Filter, order, query.MaxResults, query.PageToken));
                return new Page<ModelVersion>(hydrator.Hydrate(session, page.Items), page.NextPageToken);
            },
            cancellationToken);
    }
}

/// <summary>The fields of a version, which is <c>v</c> in all statements; <c>m</c> is its model.</summary>
internal sealed class ModelVersionEntitySql(KeyNameCache keyNames) : IEntitySql
{
    private static readonly KeyedTable Tags = new("model_version_tag", "x.version_key = v.version_key");

    public FieldSql Find(StoreSession session, Field field, SqlParameters parameters) => field switch
    {
        { Kind: FieldKind.Tag } => Tags.Find(keyNames, session, field.Key, parameters),
        { Kind: FieldKind.Attribute } => Attribute(field.Key),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of model versions."),
    };

    public SortType TypeOf(Field field) => field switch
    {
        { Key: "version_number" or "creation_timestamp" or "last_updated_timestamp" } => SortType.Integer,
        _ => SortType.Text,
    };

    private static ColumnSql Attribute(string name) => name switch
    {
        "name" => new ColumnSql("m.name", IsNullable: false),
        "run_id" => new ColumnSql("v.run_id", IsNullable: true),
        "source_path" => new ColumnSql("v.source", IsNullable: false),
        "version_number" => new ColumnSql("v.version", IsNullable: false),
        "creation_timestamp" => new ColumnSql("v.created_ms", IsNullable: false),
        "last_updated_timestamp" => new ColumnSql("v.updated_ms", IsNullable: false),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not an attribute of model versions."),
    };
}
