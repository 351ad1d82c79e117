namespace Tracking.Stores.Traces;

/// <summary>The statements of the store of traces.</summary>
internal static class TraceSql
{
    private const string Columns =
        "trace_key, experiment_id, trace_id, timestamp_ms, duration_ms, state, client_request_id, request_preview, " +
        "response_preview";

    /// <summary>Nothing comes back if another writer made the trace meanwhile.</summary>
    public const string Insert = """
        INSERT INTO trace(trace_id, experiment_id, timestamp_ms, duration_ms, state, client_request_id,
          request_preview, response_preview, root_name)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT(trace_id) DO NOTHING RETURNING trace_key
        """;

    /// <summary>Changes nothing, but keeps other writers off the trace until the transaction ends.</summary>
    public const string Lock = $"UPDATE trace SET state = state WHERE trace_id = ? RETURNING {Columns}";

    public const string Select =
        $"SELECT {Columns} FROM trace WHERE trace_key IN (SELECT value FROM json_each(?))";

    public const string SelectKey = "SELECT trace_key FROM trace WHERE trace_id = ?";

    public const string Update = """
        UPDATE trace SET timestamp_ms = ?2, duration_ms = ?3, state = ?4, client_request_id = ?5,
          request_preview = ?6, response_preview = ?7, root_name = coalesce(?8, root_name)
        WHERE trace_key = ?1
        """;

    public const string SetRootName = "UPDATE trace SET root_name = ? WHERE trace_key = ?";

    public const string SetTag = """
        INSERT INTO trace_tag(trace_key, key_id, experiment_id, value) VALUES(?, ?, ?, ?)
        ON CONFLICT(trace_key, key_id) DO UPDATE SET value = excluded.value
        """;

    public const string DeleteTag = "DELETE FROM trace_tag WHERE trace_key = ? AND key_id = ?";

    public const string SelectTag = "SELECT value FROM trace_tag WHERE trace_key = ? AND key_id = ?";

    public const string SelectTags =
        "SELECT trace_key, key_id, value FROM trace_tag WHERE trace_key IN (SELECT value FROM json_each(?))";

    public const string SetMetadata = """
        INSERT INTO trace_metadata(trace_key, key_id, experiment_id, value) VALUES(?, ?, ?, ?)
        ON CONFLICT(trace_key, key_id) DO UPDATE SET value = excluded.value
        """;

    public const string HasMetadata = "SELECT key_id FROM trace_metadata WHERE trace_key = ? AND key_id = ?";

    public const string SelectMetadata =
        "SELECT trace_key, key_id, value FROM trace_metadata WHERE trace_key IN (SELECT value FROM json_each(?))";

    public const string SetMetric = """
        INSERT INTO trace_metric(trace_key, key_id, value) VALUES(?, ?, ?)
        ON CONFLICT(trace_key, key_id) DO UPDATE SET value = excluded.value
        """;

    public const string LinkRun = "INSERT INTO trace_run(trace_key, run_id) VALUES(?, ?) ON CONFLICT DO NOTHING";

    public const string LinkPrompt =
        "INSERT INTO trace_prompt(trace_key, prompt) VALUES(?, ?) ON CONFLICT DO NOTHING";

    public const string SelectNamed = "SELECT trace_key FROM trace WHERE experiment_id = ? AND trace_id = ?";

    public const string SelectOldest = """
        SELECT trace_key, trace_id FROM trace
        WHERE experiment_id = ?1 AND timestamp_ms <= ?2 ORDER BY timestamp_ms, trace_id DESC LIMIT ?3
        """;

    public const string Delete = "DELETE FROM trace WHERE trace_key IN (SELECT value FROM json_each(?))";
}
