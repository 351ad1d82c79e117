using Tracking.Core.Webhooks;
using Tracking.Server.Experiments;
using Wire = Tracking.Contracts.Webhooks;

namespace Tracking.Server.Webhooks;

/// <summary>Webhooks between the wire and the domain.</summary>
internal static class WebhookMapping
{
    public static Wire.Webhook ToWire(this Webhook webhook) => new()
    {
        WebhookId = webhook.WebhookId,
        Name = webhook.Name,
        Description = string.IsNullOrEmpty(webhook.Description) ? null : webhook.Description,
        Url = webhook.Url,
        Events = webhook.Events.ToWire(ToWire),
        Status = (Wire.WebhookStatus)webhook.Status,
        CreationTimestamp = webhook.CreatedMs,
        LastUpdatedTimestamp = webhook.UpdatedMs,
    };

    public static Wire.WebhookDelivery ToWire(this WebhookDelivery delivery) => new()
    {
        DeliveryId = delivery.DeliveryId,
        Event = ToWire(delivery.Event),
        State = (Wire.WebhookDeliveryState)delivery.State,
        Attempts = delivery.Attempts,
        CreationTimestamp = delivery.CreatedMs,
        NextAttemptTimestamp = delivery.State == WebhookDeliveryState.Waiting ? delivery.NextAttemptMs : null,
        ResponseStatus = delivery.ResponseStatus,
        ErrorMessage = delivery.Error,
        Payload = delivery.Payload,
    };

    public static WebhookEvent ToCore(Wire.WebhookEvent wire) =>
        new((WebhookEntity)wire.Entity!, (WebhookAction)wire.Action!);

    public static IReadOnlyList<WebhookEvent> EventsToCore(IReadOnlyList<Wire.WebhookEvent>? events) =>
        WebhookRules.Accept(events.ToCore(ToCore));

    private static Wire.WebhookEvent ToWire(WebhookEvent item) => new()
    {
        Entity = (Wire.WebhookEntity)item.Entity,
        Action = (Wire.WebhookAction)item.Action,
    };
}
