using Tracking.Core.Webhooks;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Webhooks;

/// <summary>Hands out what waits for webhooks, and takes back what became of it.</summary>
internal sealed class WebhookOutbox(StoreDatabase database, WebhookEventWriter writer) : IWebhookOutbox
{
    private const int MaxDead = 1_000;
    private const int MaxErrorLength = 1_000;

    public Task ResumeAsync(CancellationToken cancellationToken) => database.IsExclusive
        ? database.WriteAsync(session => session.Statement(DeliverySql.EndAllLeases).Run(), cancellationToken)
        : Task.CompletedTask;

    public Task<IReadOnlyList<LeasedDelivery>> ClaimAsync(
        int maxWebhooks, TimeSpan lease, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<LeasedDelivery>>(
            session => Claim(session, maxWebhooks, lease), cancellationToken);

    public Task SettleAsync(
        LeasedDelivery leased, DeliveryOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leased);
        ArgumentNullException.ThrowIfNull(outcome);
        return database.WriteAsync(session => Settle(session, leased, outcome), cancellationToken);
    }

    public Task<long?> FindNextDueAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.Statement(DeliverySql.SelectNextDue).SingleInt64(), cancellationToken);

    public Task WaitForEventAsync(CancellationToken cancellationToken) => writer.WaitAsync(cancellationToken);

    private static List<LeasedDelivery> Claim(WriteSession session, int maxWebhooks, TimeSpan lease)
    {
        var now = session.NowMs;
        var due = new List<long>();
        var row = session.Statement(DeliverySql.SelectDue).Bind(1, now).Bind(2, (long)maxWebhooks);
        while (row.Step())
        {
            due.Add(row.Int64(0));
        }

        var leased = new List<LeasedDelivery>();
        foreach (var key in due.Order())
        {
            if (TryLease(session, key, now, lease) is { } delivery)
            {
                leased.Add(delivery);
            }
        }

        return leased;
    }

    /// <summary>Null where another process was faster.</summary>
    private static LeasedDelivery? TryLease(WriteSession session, long key, long now, TimeSpan lease)
    {
        var mark = Guid.NewGuid().ToString();
        var won = session.Statement(DeliverySql.Lease)
            .Bind(1, key).Bind(2, mark).Bind(3, now + (long)lease.TotalMilliseconds).Bind(4, now).SingleInt64();
        if (won is null)
        {
            return null;
        }

        // Only now nobody else can settle it: what was due before may be gone.
        var row = session.Statement(DeliverySql.SelectOldest).Bind(1, key);
        if (row.Step())
        {
            var delivery = WebhookReader.ReadDelivery(row);
            row.Reset();
            if (delivery.NextAttemptMs <= now)
            {
                return new LeasedDelivery(WebhookReader.Read(session, [key])[key], delivery, mark);
            }
        }

        session.Statement(DeliverySql.EndLease).Bind(1, key).Bind(2, mark).Run();
        return null;
    }

    private static void Settle(WriteSession session, LeasedDelivery leased, DeliveryOutcome outcome)
    {
        var webhook = session.Statement(DeliverySql.Settle)
            .Bind(1, leased.Target.Webhook.WebhookId).Bind(2, leased.Lease).SingleInt64();
        if (webhook is not { } key)
        {
            return;
        }

        var id = leased.Delivery.DeliveryId;
        var left = 0;
        switch (outcome.Kind)
        {
            case DeliveryOutcomeKind.Delivered:
                left = session.Statement(DeliverySql.Delete).Bind(1, id).Change();
                break;
            case DeliveryOutcomeKind.Dead:
                left = Fail(session, id, WebhookDeliveryState.Dead, outcome);
                session.Statement(DeliverySql.ForgetOldDead).Bind(1, key).Bind(2, (long)MaxDead).Run();
                break;
            case DeliveryOutcomeKind.Retry:
                Fail(session, id, WebhookDeliveryState.Waiting, outcome);
                break;
        }

        // A lease that ended may have let someone else settle it before.
        if (left > 0)
        {
            session.Statement(DeliverySql.LeavePlace).Bind(1, key).Run();
        }
    }

    private static int Fail(WriteSession session, string id, WebhookDeliveryState state, DeliveryOutcome outcome)
    {
        var error = outcome.Error is { Length: > MaxErrorLength } text ? text[..MaxErrorLength] : outcome.Error;
        return session.Statement(DeliverySql.Fail)
            .Bind(1, id)
            .Bind(2, (long)state)
            .Bind(3, outcome.NextAttemptMs)
            .Bind(4, (long?)outcome.ResponseStatus)
            .Bind(5, error)
            .Change();
    }
}
