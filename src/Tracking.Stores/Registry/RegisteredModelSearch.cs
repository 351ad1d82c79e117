using Tracking.Core.Registry;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Registry;

/// <summary>Searches registered models: by name unless asked otherwise.</summary>
internal sealed class RegisteredModelSearch(StoreDatabase database, RegisteredModelHydrator hydrator)
{
    private static readonly FieldOrder ByName = new(Field.Attribute("name"), Descending: false);

    private readonly EntitySearch _search =
        new("m.registered_key", "registered_model m", new RegisteredModelEntitySql(database.KeyNames));

    public Task<Page<RegisteredModel>> SearchAsync(RegistryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(
            session =>
            {
                var order = SortedOrder.WithTies(query.Order, ByName);
                var page = _search.ReadPage(session, new EntityQuery(
                    _ => "TRUE", "", query.Filter, order, query.MaxResults, query.PageToken));
                return new Page<RegisteredModel>(hydrator.Hydrate(session, page.Items), page.NextPageToken);
            },
            cancellationToken);
    }
}

/// <summary>The fields of a registered model, which is <c>m</c> in all statements.</summary>
internal sealed class RegisteredModelEntitySql(KeyNameCache keyNames) : IEntitySql
{
    private static readonly KeyedTable Tags = new("registered_model_tag", "x.registered_key = m.registered_key");

    public FieldSql Find(StoreSession session, Field field, SqlParameters parameters) => field switch
    {
        { Kind: FieldKind.Attribute, Key: "name" } => new ColumnSql("m.name", IsNullable: false),
        { Kind: FieldKind.Attribute, Key: "timestamp" } => new ColumnSql("m.updated_ms", IsNullable: false),
        { Kind: FieldKind.Tag } => Tags.Find(keyNames, session, field.Key, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of registered models."),
    };

    public SortType TypeOf(Field field) => field.Key == "timestamp" ? SortType.Integer : SortType.Text;
}
