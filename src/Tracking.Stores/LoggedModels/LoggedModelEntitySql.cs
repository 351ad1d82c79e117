using Tracking.Core.LoggedModels;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.LoggedModels;

/// <summary>
/// The fields of a logged model, which is <c>l</c> in all statements. Filters on metrics look only at the datasets of
/// the request, if it names any, and match if any of the values does; orders look at the latest value.
/// </summary>
internal sealed class LoggedModelEntitySql(KeyNameCache keyNames, IReadOnlyList<DatasetFilter> datasets) : IEntitySql
{
    /// <summary>The names that answers show.</summary>
    private const string Status = """
        (CASE l.status WHEN 1 THEN 'LOGGED_MODEL_PENDING' WHEN 2 THEN 'LOGGED_MODEL_READY'
        WHEN 3 THEN 'LOGGED_MODEL_UPLOAD_FAILED' ELSE 'LOGGED_MODEL_STATUS_UNSPECIFIED' END)
        """;

    private static readonly KeyedTable Params = new("logged_model_param", "x.model_key = l.model_key");
    private static readonly KeyedTable Tags = new("logged_model_tag", "x.model_key = l.model_key");

    private static readonly KeyedTable Metrics =
        new("logged_model_metric", "x.model_key = l.model_key") { NullIsNaN = true };

    public FieldSql Find(StoreSession session, Field field, SqlParameters parameters) => field.Kind switch
    {
        FieldKind.Attribute => Attribute(field.Key),
        FieldKind.Param => Params.Find(keyNames, session, field.Key, parameters),
        FieldKind.Tag => Tags.Find(keyNames, session, field.Key, parameters),
        FieldKind.Metric => MeasuredOn(Metrics.Find(keyNames, session, field.Key, parameters), datasets, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of logged models."),
    };

    public SortType TypeOf(Field field) => field switch
    {
        { Kind: FieldKind.Metric } => SortType.Real,
        { Kind: FieldKind.Attribute, Key: "creation_timestamp" or "last_updated_timestamp" } => SortType.Integer,
        _ => SortType.Text,
    };

    public IEnumerable<SortColumn> Columns(StoreSession session, OrderTerm term, SqlParameters parameters) =>
        term switch
        {
            DatasetMetricOrder metric => LatestMetric(
                session, metric.Key, [new DatasetFilter(metric.DatasetName, metric.DatasetDigest)], metric, parameters),
            FieldOrder { Field.Kind: FieldKind.Metric } metric =>
                LatestMetric(session, metric.Field.Key, [], metric, parameters),
            FieldOrder other => SortSql.Columns(
                Find(session, other.Field, parameters), TypeOf(other.Field), other.Descending),
            _ => throw new ArgumentOutOfRangeException(nameof(term), term, "An unknown order term."),
        };

    private IEnumerable<SortColumn> LatestMetric(
        StoreSession session, string key, IReadOnlyList<DatasetFilter> on, OrderTerm order, SqlParameters parameters)
    {
        var place = MeasuredOn(Metrics.Find(keyNames, session, key, parameters), on, parameters);
        if (place is RowsSql rows)
        {
            place = rows with
            {
                LatestFirst = "x.time_ms DESC, x.step DESC, x.dataset_name, x.dataset_digest, x.run_key",
            };
        }

        return SortSql.Columns(place, SortType.Real, order.Descending);
    }

    private static FieldSql MeasuredOn(FieldSql place, IReadOnlyList<DatasetFilter> on, SqlParameters parameters)
    {
        if (place is not RowsSql rows || on.Count == 0)
        {
            return place;
        }

        var conditions = on.Select(dataset => dataset.Digest is null
            ? $"x.dataset_name = {parameters.Add(dataset.Name)}"
            : $"x.dataset_name = {parameters.Add(dataset.Name)} " +
                $"AND x.dataset_digest = {parameters.Add(dataset.Digest)}");
        return rows with { Where = $"{rows.Where} AND ({string.Join(" OR ", conditions)})" };
    }

    private static ColumnSql Attribute(string name) => name switch
    {
        "name" => new ColumnSql("l.name", IsNullable: false),
        "model_id" => new ColumnSql("l.model_id", IsNullable: false),
        "model_type" => new ColumnSql("l.model_type", IsNullable: true),
        "status" => new ColumnSql(Status, IsNullable: false),
        "source_run_id" => new ColumnSql("l.source_run_id", IsNullable: true),
        "creation_timestamp" => new ColumnSql("l.created_ms", IsNullable: false),
        "last_updated_timestamp" => new ColumnSql("l.updated_ms", IsNullable: false),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not an attribute of logged models."),
    };
}
