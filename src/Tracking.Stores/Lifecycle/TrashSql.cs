using Tracking.Core.Lifecycle;

namespace Tracking.Stores.Lifecycle;

/// <summary>The statements that look into the trash, for one kind of thing.</summary>
internal sealed record TrashSql(string Find, string Require, string Content, string Take, string Look, string Delete)
{
    // Setting what is set takes the rows' locks in both databases, so that nobody restores what is about to go.
    private static readonly TrashSql Runs = new(
        Find: """
            SELECT run_key, run_id, deleted_ms FROM run
            WHERE lifecycle = 1 AND deleted_ms <= ?1 AND (deleted_ms, run_key) > (?2, ?3)
            ORDER BY deleted_ms, run_key LIMIT ?4
            """,
        Require: "SELECT run_key, lifecycle, deleted_ms FROM run WHERE run_id = ?",
        Content: """
            SELECT run_key, run_id, deleted_ms FROM run
            WHERE experiment_id = ?1 AND lifecycle = 1 AND run_key > ?2 ORDER BY run_key LIMIT ?3
            """,
        Take: """
            UPDATE run SET lifecycle = 1
            WHERE run_key IN (SELECT value FROM json_each(?1)) AND lifecycle = 1 AND deleted_ms <= ?2
            RETURNING run_key, run_id, artifact_uri
            """,
        Look: """
            SELECT run_key, run_id, artifact_uri FROM run
            WHERE run_key IN (SELECT value FROM json_each(?1)) AND lifecycle = 1 AND deleted_ms <= ?2
            """,
        Delete: "DELETE FROM run WHERE run_key IN (SELECT value FROM json_each(?))");

    /// <summary>Logged models are not marked when their experiment is deleted; they go with it all the same.</summary>
    private static readonly TrashSql LoggedModels = new(
        Find: """
            SELECT model_key, model_id, deleted_ms FROM logged_model
            WHERE lifecycle = 1 AND deleted_ms <= ?1 AND (deleted_ms, model_key) > (?2, ?3)
            ORDER BY deleted_ms, model_key LIMIT ?4
            """,
        Require: "SELECT model_key, lifecycle, deleted_ms FROM logged_model WHERE model_id = ?",
        Content: """
            SELECT model_key, model_id, updated_ms FROM logged_model
            WHERE experiment_id = ?1 AND model_key > ?2 ORDER BY model_key LIMIT ?3
            """,
        Take: """
            UPDATE logged_model SET lifecycle = lifecycle
            WHERE model_key IN (SELECT value FROM json_each(?1))
              AND ((lifecycle = 1 AND deleted_ms <= ?2)
                OR experiment_id IN (SELECT experiment_id FROM experiment WHERE lifecycle = 1 AND updated_ms <= ?2))
            RETURNING model_key, model_id, artifact_uri
            """,
        Look: """
            SELECT model_key, model_id, artifact_uri FROM logged_model
            WHERE model_key IN (SELECT value FROM json_each(?1))
              AND ((lifecycle = 1 AND deleted_ms <= ?2)
                OR experiment_id IN (SELECT experiment_id FROM experiment WHERE lifecycle = 1 AND updated_ms <= ?2))
            """,
        Delete: "DELETE FROM logged_model WHERE model_key IN (SELECT value FROM json_each(?))");

    /// <summary>A deleted experiment takes no change, so that its last one is its deletion.</summary>
    private static readonly TrashSql Experiments = new(
        Find: """
            SELECT experiment_id, name, updated_ms FROM experiment
            WHERE lifecycle = 1 AND updated_ms <= ?1 AND (updated_ms, experiment_id) > (?2, ?3)
            ORDER BY updated_ms, experiment_id LIMIT ?4
            """,
        Require: "SELECT experiment_id, lifecycle, updated_ms FROM experiment WHERE experiment_id = ?",
        Content: "",
        Take: """
            UPDATE experiment SET lifecycle = 1
            WHERE experiment_id IN (SELECT value FROM json_each(?1)) AND lifecycle = 1 AND updated_ms <= ?2
            RETURNING experiment_id, name, artifact_location
            """,
        Look: """
            SELECT experiment_id, name, artifact_location FROM experiment
            WHERE experiment_id IN (SELECT value FROM json_each(?1)) AND lifecycle = 1 AND updated_ms <= ?2
            """,
        Delete: "DELETE FROM experiment WHERE experiment_id IN (SELECT value FROM json_each(?))");

    public static TrashSql Of(TrashKind kind) => kind switch
    {
        TrashKind.Run => Runs,
        TrashKind.LoggedModel => LoggedModels,
        _ => Experiments,
    };
}
