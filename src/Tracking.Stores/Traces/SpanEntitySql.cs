using Tracking.Core.Search.Binding;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Traces;

/// <summary>The fields of a span, which is <c>s</c> in all statements.</summary>
internal sealed class SpanEntitySql : IEntitySql
{
    public const string Status = "(CASE s.status WHEN 1 THEN 'OK' WHEN 2 THEN 'ERROR' ELSE 'UNSET' END)";

    private const string AttributePrefix = SpanContent.Attributes + ".";

    public FieldSql Find(StoreSession session, Field field, SqlParameters parameters) => field.Key switch
    {
        "name" => new ColumnSql("s.name", IsNullable: false),
        "type" => new ColumnSql("s.type", IsNullable: true),
        "status" => new ColumnSql(Status, IsNullable: false),
        "content" => new ColumnSql("s.content", IsNullable: false),
        _ => new ColumnSql(
            session.Search.JsonText(
                "s.content", SpanContent.Attributes, field.Key[AttributePrefix.Length..], parameters),
            IsNullable: true),
    };

    public SortType TypeOf(Field field) => SortType.Text;
}
