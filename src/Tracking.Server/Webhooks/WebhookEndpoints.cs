using Tracking.Contracts;
using Tracking.Contracts.Webhooks;
using Tracking.Core.Webhooks;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Webhooks;

/// <summary>Webhooks: what is told to whom, how a try goes, and what could not be delivered.</summary>
internal sealed class WebhookEndpoints(
    IWebhookStore store, WebhookDestinations destinations, WebhookSecrets secrets, WebhookTrial trial) : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Webhooks.Create, CreateAsync);
        routes.Map(Routes.Webhooks.List, ListAsync);
        routes.Map(Routes.Webhooks.Get, async (request, token) =>
            Respond((await store.GetAsync(request.WebhookId!, token)).Webhook));
        routes.Map(Routes.Webhooks.Update, UpdateAsync);
        routes.Map(Routes.Webhooks.Delete, (request, token) => store.DeleteAsync(request.WebhookId!, token));
        routes.Map(Routes.Webhooks.Test, TestAsync);
        routes.Map(Routes.Webhooks.ListDeliveries, ListDeliveriesAsync);
        routes.Map(Routes.Webhooks.Redeliver, (request, token) =>
            store.RedeliverAsync(request.WebhookId!, request.DeliveryId!, token));
    }

    private async Task<WebhookResponse> CreateAsync(CreateWebhookRequest request, CancellationToken cancellationToken)
    {
        WebhookRules.ValidateName(request.Name!);
        WebhookRules.ValidateDescription(request.Description);
        destinations.Validate(request.Url!);
        WebhookRules.ValidateSecret(request.Secret);
        var webhook = new Core.Webhooks.Webhook(
            Guid.NewGuid().ToString(),
            request.Name!,
            request.Description,
            request.Url!,
            WebhookMapping.EventsToCore(request.Events),
            (Core.Webhooks.WebhookStatus)(request.Status ?? Contracts.Webhooks.WebhookStatus.Active));
        var sealedSecret = Seal(webhook.WebhookId, request.Secret);
        return Respond(await store.CreateAsync(new NewWebhook(webhook, sealedSecret), cancellationToken));
    }

    private async Task<ListWebhooksResponse> ListAsync(
        ListWebhooksRequest request, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(
            WebhookRules.PageSizeOf(request.MaxResults), request.PageToken, cancellationToken);
        return new ListWebhooksResponse
        {
            Webhooks = page.Items.ToWire(WebhookMapping.ToWire),
            NextPageToken = page.NextPageToken,
        };
    }

    private async Task<WebhookResponse> UpdateAsync(UpdateWebhookRequest request, CancellationToken cancellationToken)
    {
        if (request.Name is not null)
        {
            WebhookRules.ValidateName(request.Name);
        }

        if (request.Url is not null)
        {
            destinations.Validate(request.Url);
        }

        WebhookRules.ValidateDescription(request.Description);
        WebhookRules.ValidateSecret(request.Secret);
        var change = new WebhookChange
        {
            Name = request.Name,
            Description = request.Description,
            Url = request.Url,
            Events = request.Events is null ? null : WebhookMapping.EventsToCore(request.Events),
            Status = (Core.Webhooks.WebhookStatus?)request.Status,
            SealedSecret = Seal(request.WebhookId!, request.Secret),
        };
        return Respond(await store.UpdateAsync(request.WebhookId!, change, cancellationToken));
    }

    private async Task<TestWebhookResponse> TestAsync(
        TestWebhookRequest request, CancellationToken cancellationToken)
    {
        var target = await store.GetAsync(request.WebhookId!, cancellationToken);
        var kind = request.Event is null ? target.Webhook.Events[0] : WebhookMapping.ToCore(request.Event);
        kind.Validate();
        return new TestWebhookResponse { Result = await trial.RunAsync(target, kind, cancellationToken) };
    }

    private async Task<ListWebhookDeliveriesResponse> ListDeliveriesAsync(
        ListWebhookDeliveriesRequest request, CancellationToken cancellationToken)
    {
        var page = await store.ListDeliveriesAsync(
            new DeliveryQuery(
                request.WebhookId!,
                (Core.Webhooks.WebhookDeliveryState?)request.State,
                WebhookRules.PageSizeOf(request.MaxResults),
                request.PageToken),
            cancellationToken);
        var dropped = await store.CountDroppedAsync(request.WebhookId!, cancellationToken);
        return new ListWebhookDeliveriesResponse
        {
            Deliveries = page.Items.ToWire(WebhookMapping.ToWire),
            NextPageToken = page.NextPageToken,
            DroppedCount = dropped == 0 ? null : dropped,
        };
    }

    private string? Seal(string webhookId, string? secret) =>
        string.IsNullOrEmpty(secret) ? null : secrets.Seal(webhookId, secret);

    private static WebhookResponse Respond(Core.Webhooks.Webhook webhook) => new() { Webhook = webhook.ToWire() };
}
