namespace Tracking.Core.Webhooks;

/// <summary>
/// The events that wait to be sent. They are written in the transaction of the change that caused them, and leave when
/// they were taken or given up. Several processes may work on one outbox.
/// </summary>
public interface IWebhookOutbox
{
    /// <summary>Ends the leases of a process that is gone, where no other process can be at work.</summary>
    Task ResumeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Leases webhooks whose oldest waiting delivery is due, each with that delivery. A webhook has one lease at a
    /// time, so its deliveries leave one by one, in order.
    /// </summary>
    Task<IReadOnlyList<LeasedDelivery>> ClaimAsync(
        int maxWebhooks, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Writes down what became of an attempt and ends the lease.</summary>
    Task SettleAsync(LeasedDelivery leased, DeliveryOutcome outcome, CancellationToken cancellationToken);

    /// <summary>When the next delivery is due, in milliseconds since the epoch; null for none.</summary>
    Task<long?> FindNextDueAsync(CancellationToken cancellationToken);

    /// <summary>Completes when this process has written an event since the last call.</summary>
    Task WaitForEventAsync(CancellationToken cancellationToken);
}
