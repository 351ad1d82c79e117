using Tracking.Core.Search.Binding;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>The fields of a run, which is <c>r</c> in all statements.</summary>
internal sealed class RunEntitySql(KeyNameCache keyNames) : IEntitySql
{
    private const string DatasetContextTag = "mlflow.data.context";

    private static readonly KeyedTable Metrics =
        new("metric_latest", "x.run_key = r.run_key") { NullIsNaN = true };

    private static readonly KeyedTable Params = new("param", "x.run_key = r.run_key");
    private static readonly KeyedTable Tags = new("tag", "x.run_key = r.run_key");

    private const string Status = """
        (CASE r.status WHEN 1 THEN 'RUNNING' WHEN 2 THEN 'SCHEDULED' WHEN 3 THEN 'FINISHED' WHEN 4 THEN 'FAILED'
        WHEN 5 THEN 'KILLED' END)
        """;

    public FieldSql Find(StoreSession session, Field field, SqlParameters parameters) => field.Kind switch
    {
        FieldKind.Attribute => Attribute(field.Key),
        FieldKind.Dataset => Dataset(session, field.Key, parameters),
        FieldKind.Metric => Metrics.Find(keyNames, session, field.Key, parameters),
        FieldKind.Param => Params.Find(keyNames, session, field.Key, parameters),
        FieldKind.Tag => Tags.Find(keyNames, session, field.Key, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of runs."),
    };

    public SortType TypeOf(Field field) => field switch
    {
        { Kind: FieldKind.Metric } => SortType.Real,
        { Kind: FieldKind.Attribute, Key: "start_time" or "end_time" } => SortType.Integer,
        _ => SortType.Text,
    };

    private static ColumnSql Attribute(string name) => name switch
    {
        "run_id" => new ColumnSql("r.run_id", IsNullable: false),
        "run_name" => new ColumnSql("r.name", IsNullable: true),
        "status" => new ColumnSql(Status, IsNullable: false),
        "artifact_uri" => new ColumnSql("r.artifact_uri", IsNullable: true),
        "user_id" => new ColumnSql("r.user_id", IsNullable: true),
        "start_time" => new ColumnSql("r.start_ms", IsNullable: false),
        "end_time" => new ColumnSql("r.end_ms", IsNullable: true),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not an attribute of runs."),
    };

    private FieldSql Dataset(StoreSession session, string part, SqlParameters parameters)
    {
        if (part == "context")
        {
            return keyNames.Find(session, DatasetContextTag) is { } id
                ? new RowsSql(
                    $"run_input i {session.Search.OrderedJoin} run_input_tag x ON x.input_id = i.input_id",
                    $"i.run_key = r.run_key AND x.key_id = {parameters.Add(id)}",
                    "x.value")
                : new MissingSql();
        }

        return new RowsSql(
            $"run_input i {session.Search.OrderedJoin} dataset x ON x.dataset_id = i.dataset_id",
            "i.run_key = r.run_key",
            part switch
            {
                "name" => "x.name",
                "digest" => "x.digest",
                _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Not a part of datasets."),
            });
    }
}
