namespace Tracking.Stores.Webhooks;

/// <summary>
/// The statements over deliveries. Each transaction locks the webhook's row first, so that none waits for another in a
/// circle; state 1 is waiting, 2 dead.
/// </summary>
internal static class DeliverySql
{
    public const string SelectSubscribers = """
        SELECT e.webhook_key, e.entity FROM webhook_event e JOIN webhook w ON w.webhook_key = e.webhook_key
        WHERE e.entity IN (?1, ?2) AND e.action = ?3 AND w.status = 1 ORDER BY e.webhook_key
        """;

    public const string TakePlace =
        "UPDATE webhook SET waiting = waiting + 1 WHERE webhook_key = ? AND waiting < ? RETURNING webhook_key";

    public const string CountDropped = "UPDATE webhook SET dropped = dropped + 1 WHERE webhook_key = ?";

    public const string Insert = """
        INSERT INTO webhook_delivery(delivery_id, webhook_key, entity, action, state, next_ms, payload, created_ms)
        VALUES(?1, ?2, ?3, ?4, 1, ?5, ?6, ?5)
        """;

    private const string OldestWaiting = """
        webhook w JOIN webhook_delivery d ON d.delivery_key = (
          SELECT min(x.delivery_key) FROM webhook_delivery x WHERE x.webhook_key = w.webhook_key AND x.state = 1)
        """;

    public const string SelectDue = $"""
        SELECT w.webhook_key FROM {OldestWaiting}
        WHERE w.waiting > 0 AND w.status = 1 AND w.lease_end_ms <= ?1 AND d.next_ms <= ?1
        ORDER BY d.delivery_key LIMIT ?2
        """;

    public const string Lease = """
        UPDATE webhook SET lease = ?2, lease_end_ms = ?3
        WHERE webhook_key = ?1 AND status = 1 AND lease_end_ms <= ?4 RETURNING webhook_key
        """;

    public const string EndLease = "UPDATE webhook SET lease_end_ms = 0 WHERE webhook_key = ? AND lease = ?";

    /// <summary>Ends the lease where it is still held, and locks the webhook in either case.</summary>
    public const string Settle = """
        UPDATE webhook SET lease_end_ms = CASE WHEN lease = ?2 THEN 0 ELSE lease_end_ms END
        WHERE webhook_id = ?1 RETURNING webhook_key
        """;

    public const string EndAllLeases = "UPDATE webhook SET lease_end_ms = 0 WHERE lease_end_ms > 0";

    private const string Columns = """
        d.delivery_key, d.delivery_id, d.entity, d.action, d.state, d.attempts, d.created_ms, d.next_ms, d.payload,
        d.response_status, d.error
        """;

    public const string SelectOldest = $"""
        SELECT {Columns} FROM webhook_delivery d WHERE d.webhook_key = ? AND d.state = 1
        ORDER BY d.delivery_key LIMIT 1
        """;

    /// <summary>States from ?2 to ?3, after the key ?4.</summary>
    public const string SelectPage = $"""
        SELECT {Columns} FROM webhook_delivery d
        WHERE d.webhook_key = ?1 AND d.state BETWEEN ?2 AND ?3 AND d.delivery_key > ?4
        ORDER BY d.delivery_key LIMIT ?5
        """;

    public const string SelectNextDue = $"""
        SELECT min(CASE WHEN w.lease_end_ms > d.next_ms THEN w.lease_end_ms ELSE d.next_ms END) FROM {OldestWaiting}
        WHERE w.waiting > 0 AND w.status = 1
        """;

    public const string Delete = "DELETE FROM webhook_delivery WHERE delivery_id = ? AND state = 1";

    /// <summary>To state ?2, after another attempt.</summary>
    public const string Fail = """
        UPDATE webhook_delivery SET state = ?2, attempts = attempts + 1, next_ms = ?3, response_status = ?4, error = ?5
        WHERE delivery_id = ?1 AND state = 1
        """;

    public const string LeavePlace = "UPDATE webhook SET waiting = waiting - 1 WHERE webhook_key = ?";

    /// <summary>The dead of a webhook but for the newest ?2.</summary>
    public const string ForgetOldDead = """
        DELETE FROM webhook_delivery WHERE webhook_key = ?1 AND state = 2 AND delivery_key <= (
          SELECT x.delivery_key FROM webhook_delivery x WHERE x.webhook_key = ?1 AND x.state = 2
          ORDER BY x.delivery_key DESC LIMIT 1 OFFSET ?2)
        """;

    public const string LockByAdding =
        "UPDATE webhook SET waiting = waiting + 1 WHERE webhook_id = ? RETURNING webhook_key";

    public const string Revive = """
        UPDATE webhook_delivery SET state = 1, attempts = 0, next_ms = ?3
        WHERE webhook_key = ?1 AND delivery_id = ?2 AND state = 2
        """;
}
