namespace Tracking.Stores.LoggedModels;

/// <summary>The statements of the store of logged models.</summary>
internal static class LoggedModelSql
{
    public const string Insert = """
        INSERT INTO logged_model(
          model_id, experiment_id, name, model_type, source_run_id, status, artifact_uri, created_ms, updated_ms)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) RETURNING model_key
        """;

    public const string SelectRow = "SELECT model_key, experiment_id, lifecycle FROM logged_model WHERE model_id = ?";

    public const string SetStatus = "UPDATE logged_model SET status = ?, updated_ms = ? WHERE model_key = ?";

    public const string Delete = """
        UPDATE logged_model SET lifecycle = 1, updated_ms = ?1, deleted_ms = ?1 WHERE model_key = ?2 AND lifecycle = 0
        """;

    public const string SetTag = """
        INSERT INTO logged_model_tag(model_key, key_id, experiment_id, value) VALUES(?, ?, ?, ?)
        ON CONFLICT(model_key, key_id) DO UPDATE SET value = excluded.value
        """;

    public const string DeleteTag = "DELETE FROM logged_model_tag WHERE model_key = ? AND key_id = ?";

    public const string SelectParam = "SELECT value FROM logged_model_param WHERE model_key = ? AND key_id = ?";

    public const string InsertParam =
        "INSERT INTO logged_model_param(model_key, key_id, experiment_id, value) VALUES(?, ?, ?, ?)";
}
