using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Webhooks;

public sealed record CreateWebhookRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("description")]
    public string? Description { get; set; }

    [WireRequired]
    [JsonPropertyName("url")]
    public string? Url { get; set; }

    [WireRequired]
    [JsonPropertyName("events")]
    public IReadOnlyList<WebhookEvent>? Events { get; set; }

    [JsonPropertyName("secret")]
    public string? Secret { get; set; }

    [WireStrict]
    [JsonPropertyName("status")]
    public WebhookStatus? Status { get; set; }
}

public sealed record WebhookResponse
{
    [JsonPropertyName("webhook")]
    public Webhook? Webhook { get; set; }
}

public sealed record ListWebhooksRequest
{
    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record ListWebhooksResponse
{
    [JsonPropertyName("webhooks")]
    public IReadOnlyList<Webhook>? Webhooks { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record WebhookRequest
{
    [WireRequired]
    [JsonPropertyName("webhook_id")]
    public string? WebhookId { get; set; }
}

/// <summary>Fields that are not set stay as they are.</summary>
public sealed record UpdateWebhookRequest
{
    [WireRequired]
    [JsonPropertyName("webhook_id")]
    public string? WebhookId { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("description")]
    public string? Description { get; set; }

    [JsonPropertyName("url")]
    public string? Url { get; set; }

    [JsonPropertyName("events")]
    public IReadOnlyList<WebhookEvent>? Events { get; set; }

    [JsonPropertyName("secret")]
    public string? Secret { get; set; }

    [WireStrict]
    [JsonPropertyName("status")]
    public WebhookStatus? Status { get; set; }
}

public sealed record TestWebhookRequest
{
    [WireRequired]
    [JsonPropertyName("webhook_id")]
    public string? WebhookId { get; set; }

    /// <summary>By default the first of the webhook's events.</summary>
    [JsonPropertyName("event")]
    public WebhookEvent? Event { get; set; }
}

public sealed record TestWebhookResponse
{
    [JsonPropertyName("result")]
    public WebhookTestResult? Result { get; set; }
}

/// <summary>Not in MLflow.</summary>
public sealed record ListWebhookDeliveriesRequest
{
    [WireRequired]
    [JsonPropertyName("webhook_id")]
    public string? WebhookId { get; set; }

    /// <summary>Both by default.</summary>
    [WireStrict]
    [JsonPropertyName("state")]
    public WebhookDeliveryState? State { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

/// <summary>Oldest first. Not in MLflow.</summary>
public sealed record ListWebhookDeliveriesResponse
{
    [JsonPropertyName("deliveries")]
    public IReadOnlyList<WebhookDelivery>? Deliveries { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }

    /// <summary>Events that were not kept because too many waited; unset for none.</summary>
    [JsonPropertyName("dropped_count")]
    public long? DroppedCount { get; set; }
}

/// <summary>Sends a dead delivery again. Not in MLflow.</summary>
public sealed record RedeliverWebhookRequest
{
    [WireRequired]
    [JsonPropertyName("webhook_id")]
    public string? WebhookId { get; set; }

    [WireRequired]
    [JsonPropertyName("delivery_id")]
    public string? DeliveryId { get; set; }
}
