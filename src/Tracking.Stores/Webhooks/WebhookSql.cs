namespace Tracking.Stores.Webhooks;

/// <summary>The statements over webhooks.</summary>
internal static class WebhookSql
{
    public const string Count = "SELECT count(*) FROM webhook";

    public const string Insert = """
        INSERT INTO webhook(webhook_id, name, description, url, status, secret, created_ms, updated_ms)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) RETURNING webhook_key
        """;

    public const string SelectKey = "SELECT webhook_key FROM webhook WHERE webhook_id = ?";

    public const string SelectAll = """
        SELECT webhook_key, webhook_id, name, description, url, status, secret, created_ms, updated_ms FROM webhook
        WHERE webhook_key IN (SELECT value FROM json_each(?))
        """;

    public const string SelectEvents = """
        SELECT webhook_key, entity, action FROM webhook_event WHERE webhook_key IN (SELECT value FROM json_each(?))
        """;

    public const string SelectFirstPage = """
        SELECT webhook_key, created_ms FROM webhook ORDER BY created_ms DESC, webhook_key DESC LIMIT ?1
        """;

    public const string SelectNextPage = """
        SELECT webhook_key, created_ms FROM webhook
        WHERE created_ms < ?2 OR (created_ms = ?2 AND webhook_key < ?3)
        ORDER BY created_ms DESC, webhook_key DESC LIMIT ?1
        """;

    public const string Update = """
        UPDATE webhook SET name = coalesce(?2, name), description = coalesce(?3, description),
          url = coalesce(?4, url), status = coalesce(?5, status), secret = coalesce(?6, secret), updated_ms = ?7
        WHERE webhook_key = ?1
        """;

    public const string Delete = "DELETE FROM webhook WHERE webhook_key = ?";

    public const string InsertEvent = "INSERT INTO webhook_event(entity, action, webhook_key) VALUES(?, ?, ?)";

    public const string DeleteEvents = "DELETE FROM webhook_event WHERE webhook_key = ?";

    public const string SelectDropped = "SELECT dropped FROM webhook WHERE webhook_id = ?";
}
