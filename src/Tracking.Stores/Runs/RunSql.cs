using Tracking.Core.Metrics;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Runs;

/// <summary>The statements that change runs.</summary>
internal static class RunSql
{
    public const string Insert = """
        INSERT INTO run(run_id, experiment_id, status, start_ms, name, user_id, artifact_uri)
        VALUES(?, ?, ?, ?, ?, ?, ?) RETURNING run_key
        """;

    public const string Update = """
        UPDATE run SET status = coalesce(?1, status), end_ms = coalesce(?2, end_ms), name = coalesce(?3, name)
        WHERE run_key = ?4
        """;

    public const string SetName = "UPDATE run SET name = ? WHERE run_key = ?";

    public const string Move = "UPDATE run SET lifecycle = ?1, deleted_ms = ?2 WHERE run_key = ?3 AND lifecycle <> ?1";

    public const string SelectParam = "SELECT value FROM param WHERE run_key = ? AND key_id = ?";

    public const string InsertParam = "INSERT INTO param(run_key, key_id, experiment_id, value) VALUES(?, ?, ?, ?)";

    public const string SetTag = """
        INSERT INTO tag(run_key, key_id, experiment_id, value) VALUES(?, ?, ?, ?)
        ON CONFLICT(run_key, key_id) DO UPDATE SET value = excluded.value WHERE tag.value <> excluded.value
        """;

    public const string DeleteTag = "DELETE FROM tag WHERE run_key = ? AND key_id = ?";

    public const string SelectModelKey = "SELECT model_key FROM logged_model WHERE model_id = ? AND lifecycle = 0";

    /// <summary>Keeps the greatest point by (step, time, value), NaN (NULL) above the numbers.</summary>
    public const string SetModelMetric = """
        INSERT INTO logged_model_metric(
          model_key, key_id, dataset_name, dataset_digest, run_key, experiment_id, value, step, time_ms)
        VALUES(?1, ?2, ?3, ?4, ?5, (SELECT experiment_id FROM logged_model WHERE model_key = ?1), ?6, ?7, ?8)
        ON CONFLICT(model_key, key_id, dataset_name, dataset_digest, run_key)
        DO UPDATE SET value = excluded.value, step = excluded.step, time_ms = excluded.time_ms
        WHERE (excluded.step, excluded.time_ms, excluded.value IS NULL, coalesce(excluded.value, 0))
          > (logged_model_metric.step, logged_model_metric.time_ms, logged_model_metric.value IS NULL,
            coalesce(logged_model_metric.value, 0))
        """;

    /// <summary>Binds <see cref="SetModelMetric"/>; the metric has a link.</summary>
    public static StoreStatement BindModelMetric(
        StoreStatement statement, long modelKey, long keyId, long runKey, LoggedMetric metric) => statement
            .Bind(1, modelKey)
            .Bind(2, keyId)
            .Bind(3, metric.Link!.DatasetName ?? "")
            .Bind(4, metric.Link.DatasetDigest ?? "")
            .Bind(5, runKey)
            .Bind(6, metric.Point.Value)
            .Bind(7, metric.Point.Step)
            .Bind(8, metric.Point.TimestampMs);

    public const string InsertDataset = """
        INSERT INTO dataset(experiment_id, name, digest, source_type, source, schema, profile)
        VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(experiment_id, name, digest) DO NOTHING
        """;

    public const string SelectDataset =
        "SELECT dataset_id FROM dataset WHERE experiment_id = ? AND name = ? AND digest = ?";

    public const string InsertInput =
        "INSERT INTO run_input(run_key, dataset_id) VALUES(?, ?) ON CONFLICT(run_key, dataset_id) DO NOTHING";

    public const string SelectInput = "SELECT input_id FROM run_input WHERE run_key = ? AND dataset_id = ?";

    public const string SetInputTag = """
        INSERT INTO run_input_tag(input_id, key_id, value) VALUES(?, ?, ?)
        ON CONFLICT(input_id, key_id) DO UPDATE SET value = excluded.value
        """;

    public const string InsertModelInput =
        "INSERT INTO run_model_input(run_key, model_id) VALUES(?, ?) ON CONFLICT(run_key, model_id) DO NOTHING";

    public const string SetOutput = """
        INSERT INTO run_output(run_key, model_id, step) VALUES(?, ?, ?)
        ON CONFLICT(run_key, model_id) DO UPDATE SET step = excluded.step
        """;
}
