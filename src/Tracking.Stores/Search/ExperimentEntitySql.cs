using Tracking.Core.Search.Binding;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search;

/// <summary>The fields of an experiment, which is <c>e</c> in all statements.</summary>
internal sealed class ExperimentEntitySql(KeyNameCache keyNames) : IEntitySql
{
    private static readonly KeyedTable Tags = new("experiment_tag", "x.experiment_id = e.experiment_id");

    public FieldSql Find(StoreSession session, Field field, SqlParameters parameters) => field switch
    {
        { Kind: FieldKind.Attribute, Key: "name" } => new ColumnSql("e.name", IsNullable: false),
        { Kind: FieldKind.Attribute, Key: "experiment_id" } => new ColumnSql("e.experiment_id", IsNullable: false),
        { Kind: FieldKind.Attribute, Key: "creation_time" } => new ColumnSql("e.created_ms", IsNullable: false),
        { Kind: FieldKind.Attribute, Key: "last_update_time" } => new ColumnSql("e.updated_ms", IsNullable: false),
        { Kind: FieldKind.Tag } => Tags.Find(keyNames, session, field.Key, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of experiments."),
    };

    public SortType TypeOf(Field field) =>
        field is { Kind: FieldKind.Tag } or { Key: "name" } ? SortType.Text : SortType.Integer;
}
