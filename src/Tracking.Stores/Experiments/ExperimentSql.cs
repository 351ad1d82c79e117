namespace Tracking.Stores.Experiments;

/// <summary>The statements of the experiment store.</summary>
internal static class ExperimentSql
{
    public const string InsertDefault = """
        INSERT INTO experiment(experiment_id, name, artifact_location, created_ms, updated_ms)
        VALUES(0, 'Default', ?1, ?2, ?2) ON CONFLICT DO NOTHING
        """;

    /// <summary>The location holds the id, so it is set after the insert.</summary>
    public const string Insert = """
        INSERT INTO experiment(name, artifact_location, created_ms, updated_ms) VALUES(?1, '', ?2, ?2)
        RETURNING experiment_id
        """;

    public const string SetLocation = "UPDATE experiment SET artifact_location = ? WHERE experiment_id = ?";

    public const string SelectIdByName = "SELECT experiment_id FROM experiment WHERE name = ?";

    public const string SelectLifecycle = "SELECT lifecycle FROM experiment WHERE experiment_id = ?";

    public const string SelectLocation = "SELECT artifact_location FROM experiment WHERE experiment_id = ?";

    public const string Rename = "UPDATE experiment SET name = ?, updated_ms = ? WHERE experiment_id = ?";

    public const string Move = "UPDATE experiment SET lifecycle = ?, updated_ms = ? WHERE experiment_id = ?";

    public const string MoveRuns =
        "UPDATE run SET lifecycle = ?1, deleted_ms = ?2 WHERE experiment_id = ?3 AND lifecycle <> ?1";

    public const string SetTag = """
        INSERT INTO experiment_tag(experiment_id, key_id, value) VALUES(?, ?, ?)
        ON CONFLICT(experiment_id, key_id) DO UPDATE SET value = excluded.value
        """;

    public const string DeleteTag = "DELETE FROM experiment_tag WHERE experiment_id = ? AND key_id = ?";
}
