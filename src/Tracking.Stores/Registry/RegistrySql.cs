namespace Tracking.Stores.Registry;

/// <summary>The statements of the registry's stores.</summary>
internal static class RegistrySql
{
    public const string SelectModelKey = "SELECT registered_key FROM registered_model WHERE name = ?";

    public const string InsertModel = """
        INSERT INTO registered_model(name, description, created_ms, updated_ms) VALUES(?1, ?2, ?3, ?3)
        RETURNING registered_key
        """;

    public const string RenameModel = "UPDATE registered_model SET name = ?, updated_ms = ? WHERE registered_key = ?";

    public const string TouchVersions =
        "UPDATE model_version SET updated_ms = ? WHERE registered_key = ? AND lifecycle = 0";

    public const string DescribeModel =
        "UPDATE registered_model SET description = ?, updated_ms = ? WHERE registered_key = ?";

    public const string TouchModel = "UPDATE registered_model SET updated_ms = ? WHERE registered_key = ?";

    public const string DeleteModel = "DELETE FROM registered_model WHERE registered_key = ?";

    public const string SetModelTag = """
        INSERT INTO registered_model_tag(registered_key, key_id, value) VALUES(?, ?, ?)
        ON CONFLICT(registered_key, key_id) DO UPDATE SET value = excluded.value
        """;

    public const string DeleteModelTag = "DELETE FROM registered_model_tag WHERE registered_key = ? AND key_id = ?";

    public const string SetAlias = """
        INSERT INTO registered_model_alias(registered_key, alias, version) VALUES(?, ?, ?)
        ON CONFLICT(registered_key, alias) DO UPDATE SET version = excluded.version
        """;

    public const string SelectAlias =
        "SELECT version FROM registered_model_alias WHERE registered_key = ? AND alias = ?";

    public const string DeleteAlias = "DELETE FROM registered_model_alias WHERE registered_key = ? AND alias = ?";

    public const string DeleteAliasesOfVersion =
        "DELETE FROM registered_model_alias WHERE registered_key = ? AND version = ?";

    public const string SelectVersionKeyByAlias = """
        SELECT v.version_key FROM registered_model_alias a
        JOIN model_version v ON v.registered_key = a.registered_key AND v.version = a.version
        WHERE a.registered_key = ? AND a.alias = ? AND v.lifecycle = 0
        """;

    public const string TakeVersionNumber = """
        UPDATE registered_model SET next_version = next_version + 1, updated_ms = ? WHERE registered_key = ?
        """;

    public const string SelectTakenVersionNumber =
        "SELECT next_version - 1 FROM registered_model WHERE registered_key = ?";

    public const string InsertVersion = """
        INSERT INTO model_version(
          registered_key, version, description, source, storage_location, run_id, run_link, model_id, created_ms,
          updated_ms)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9) RETURNING version_key
        """;

    public const string SelectVersionKey = """
        SELECT v.version_key, v.registered_key FROM model_version v
        JOIN registered_model m ON m.registered_key = v.registered_key
        WHERE m.name = ? AND v.version = ? AND v.lifecycle = 0
        """;

    public const string DescribeVersion =
        "UPDATE model_version SET description = ?, updated_ms = ? WHERE version_key = ?";

    public const string SetStage = "UPDATE model_version SET stage = ?, updated_ms = ? WHERE version_key = ?";

    public const string ArchiveOthers = """
        UPDATE model_version SET stage = 3, updated_ms = ?1
        WHERE registered_key = ?2 AND stage = ?3 AND version_key <> ?4 AND lifecycle = 0 RETURNING version
        """;

    public const string DeleteVersion = "UPDATE model_version SET lifecycle = 1, updated_ms = ? WHERE version_key = ?";

    public const string SetVersionTag = """
        INSERT INTO model_version_tag(version_key, key_id, value) VALUES(?, ?, ?)
        ON CONFLICT(version_key, key_id) DO UPDATE SET value = excluded.value
        """;

    public const string DeleteVersionTag = "DELETE FROM model_version_tag WHERE version_key = ? AND key_id = ?";

    /// <summary>The newest version of each stage; stages in the order in which the model first had them.</summary>
    public const string SelectLatest = """
        SELECT v.registered_key, v.version_key FROM (
          SELECT registered_key, max(version) AS newest, min(version) AS oldest FROM model_version
          WHERE registered_key IN (SELECT value FROM json_each(?)) AND lifecycle = 0 GROUP BY registered_key, stage) s
        JOIN model_version v ON v.registered_key = s.registered_key AND v.version = s.newest
        ORDER BY v.registered_key, s.oldest
        """;
}
