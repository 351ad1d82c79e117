using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Webhooks;

namespace Tracking.Client.Webhooks;

/// <summary>
/// Webhooks: addresses that the server tells of events in the registry. Every failure is a
/// <see cref="TrackingClientException"/>.
/// </summary>
public sealed class WebhooksClient
{
    private const int PageSize = 100;

    private readonly Api _api;

    internal WebhooksClient(Api api) => _api = api;

    /// <summary>Creates a webhook.</summary>
    /// <param name="request">Name, URL and events at least; with a secret, requests to it are signed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Webhook> CreateAsync(
        CreateWebhookRequest request, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.Webhooks.Create, request, cancellationToken));

    /// <summary>A webhook; its secret is never told.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Webhook> GetAsync(string webhookId, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(
            Routes.Webhooks.Get, new WebhookRequest { WebhookId = webhookId }, cancellationToken));

    /// <summary>All webhooks, newest first, page by page as they are read.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<Webhook> ListAsync(CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<Webhook>(
            async (token, cancel) =>
            {
                var request = new ListWebhooksRequest { MaxResults = PageSize, PageToken = token };
                var answer = await _api.SendAsync(Routes.Webhooks.List, request, cancel);
                return new(answer.Webhooks, answer.NextPageToken);
            },
            cancellationToken);

    /// <summary>Changes a webhook.</summary>
    /// <param name="request">The webhook and what changes; fields that are not set stay.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Webhook> UpdateAsync(
        UpdateWebhookRequest request, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.Webhooks.Update, request, cancellationToken));

    /// <summary>Deletes a webhook with the events that wait for it.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAsync(string webhookId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Webhooks.Delete, new WebhookRequest { WebhookId = webhookId }, cancellationToken);

    /// <summary>Has the server send an example event, and tells how the webhook answered.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="kind">Which event; by default the first that the webhook asks for.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<WebhookTestResult> TestAsync(
        string webhookId, WebhookEvent? kind = null, CancellationToken cancellationToken = default)
    {
        var request = new TestWebhookRequest { WebhookId = webhookId, Event = kind };
        return Api.Required(
            (await _api.SendAsync(Routes.Webhooks.Test, request, cancellationToken)).Result, "result");
    }

    /// <summary>Events that wait for a webhook or were given up, oldest first. Not on MLflow's own server.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="state">Which; both by default.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<WebhookDelivery> ListDeliveriesAsync(
        string webhookId, WebhookDeliveryState? state = null, CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<WebhookDelivery>(
            async (token, cancel) =>
            {
                var request = new ListWebhookDeliveriesRequest
                {
                    WebhookId = webhookId,
                    State = state,
                    MaxResults = PageSize,
                    PageToken = token,
                };
                var answer = await _api.SendAsync(Routes.Webhooks.ListDeliveries, request, cancel);
                return new(answer.Deliveries, answer.NextPageToken);
            },
            cancellationToken);

    /// <summary>Sends an event again that was given up. Not on MLflow's own server.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="deliveryId">The delivery, which is dead.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task RedeliverAsync(
        string webhookId, string deliveryId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Webhooks.Redeliver,
            new RedeliverWebhookRequest { WebhookId = webhookId, DeliveryId = deliveryId },
            cancellationToken);

    private static Webhook Required(WebhookResponse answer) => Api.Required(answer.Webhook, "webhook");
}
