namespace Tracking.Stores.EvaluationDatasets;

/// <summary>The statements over datasets; those over their records stand in <see cref="DatasetRecordSql"/>.</summary>
internal static class EvaluationDatasetSql
{
    public const string Insert = """
        INSERT INTO evaluation_dataset(
          dataset_id, name, schema_json, profile_json, digest, created_by, updated_by, created_ms, updated_ms)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?7) RETURNING dataset_key
        """;

    public const string SelectKey = "SELECT dataset_key FROM evaluation_dataset WHERE dataset_id = ?";

    /// <summary>Also makes changes to one dataset take turns.</summary>
    public const string Touch =
        "UPDATE evaluation_dataset SET updated_ms = ?2 WHERE dataset_id = ?1 RETURNING dataset_key";

    public const string SelectAll = """
        SELECT dataset_key, dataset_id, name, digest, created_ms, updated_ms, schema_json, profile_json, created_by,
          updated_by
        FROM evaluation_dataset WHERE dataset_key IN (SELECT value FROM json_each(?))
        """;

    public const string SelectTags = """
        SELECT dataset_key, key_id, value FROM evaluation_dataset_tag
        WHERE dataset_key IN (SELECT value FROM json_each(?))
        """;

    public const string Delete = "DELETE FROM evaluation_dataset WHERE dataset_id = ?";

    public const string SetTag = """
        INSERT INTO evaluation_dataset_tag(dataset_key, key_id, value) VALUES(?, ?, ?)
        ON CONFLICT(dataset_key, key_id) DO UPDATE SET value = excluded.value
        """;

    public const string DeleteTag = "DELETE FROM evaluation_dataset_tag WHERE dataset_key = ? AND key_id = ?";

    public const string SelectExperiments = """
        SELECT experiment_id FROM evaluation_dataset_experiment WHERE dataset_key = ? ORDER BY experiment_id
        """;

    public const string SelectExperiment = "SELECT experiment_id FROM experiment WHERE experiment_id = ?";

    public const string AddExperiment = """
        INSERT INTO evaluation_dataset_experiment(dataset_key, experiment_id) VALUES(?, ?)
        ON CONFLICT(dataset_key, experiment_id) DO NOTHING
        """;

    public const string RemoveExperiment =
        "DELETE FROM evaluation_dataset_experiment WHERE dataset_key = ? AND experiment_id = ?";

    public const string SelectContent =
        "SELECT name, schema_json, record_count FROM evaluation_dataset WHERE dataset_key = ?";

    public const string SetContent = """
        UPDATE evaluation_dataset SET schema_json = ?2, profile_json = ?3, digest = ?4, record_count = ?5,
          updated_by = coalesce(?6, updated_by)
        WHERE dataset_key = ?1
        """;
}
