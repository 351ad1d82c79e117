using Tracking.Core.Search.Paging;

namespace Tracking.Core.Webhooks;

/// <summary>Keeps webhooks. Refusals come from <see cref="WebhookRules"/>.</summary>
public interface IWebhookStore
{
    Task<Webhook> CreateAsync(NewWebhook webhook, CancellationToken cancellationToken);

    /// <summary>A missing webhook is an error.</summary>
    Task<WebhookTarget> GetAsync(string webhookId, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<Page<Webhook>> ListAsync(int maxResults, string? pageToken, CancellationToken cancellationToken);

    Task<Webhook> UpdateAsync(string webhookId, WebhookChange change, CancellationToken cancellationToken);

    /// <summary>Also removes what waits for it.</summary>
    Task DeleteAsync(string webhookId, CancellationToken cancellationToken);

    Task<Page<WebhookDelivery>> ListDeliveriesAsync(DeliveryQuery query, CancellationToken cancellationToken);

    /// <summary>Events that were not kept because too many waited.</summary>
    Task<long> CountDroppedAsync(string webhookId, CancellationToken cancellationToken);

    /// <summary>Sends a dead delivery again, before those that wait.</summary>
    Task RedeliverAsync(string webhookId, string deliveryId, CancellationToken cancellationToken);
}
