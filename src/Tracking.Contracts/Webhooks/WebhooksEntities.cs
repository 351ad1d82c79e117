using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Webhooks;

/// <summary>An address that is told of events; times are ms since the epoch. Its secret is never told.</summary>
public sealed record Webhook
{
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

    [JsonPropertyName("status")]
    public WebhookStatus? Status { get; set; }

    [JsonPropertyName("creation_timestamp")]
    public long? CreationTimestamp { get; set; }

    [JsonPropertyName("last_updated_timestamp")]
    public long? LastUpdatedTimestamp { get; set; }
}

/// <summary>A kind of event.</summary>
public sealed record WebhookEvent
{
    [WireRequired]
    [WireStrict]
    [JsonPropertyName("entity")]
    public WebhookEntity? Entity { get; set; }

    [WireRequired]
    [WireStrict]
    [JsonPropertyName("action")]
    public WebhookAction? Action { get; set; }
}

/// <summary>How a webhook answered an example event.</summary>
public sealed record WebhookTestResult
{
    [JsonPropertyName("success")]
    public bool? Success { get; set; }

    [JsonPropertyName("response_status")]
    public int? ResponseStatus { get; set; }

    /// <summary>The beginning of the answer, at most 8 KB.</summary>
    [JsonPropertyName("response_body")]
    public string? ResponseBody { get; set; }

    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; set; }
}

/// <summary>An event that waits to be sent, or that was given up. Not in MLflow.</summary>
public sealed record WebhookDelivery
{
    [JsonPropertyName("delivery_id")]
    public string? DeliveryId { get; set; }

    [JsonPropertyName("event")]
    public WebhookEvent? Event { get; set; }

    [JsonPropertyName("state")]
    public WebhookDeliveryState? State { get; set; }

    [JsonPropertyName("attempts")]
    public int? Attempts { get; set; }

    [JsonPropertyName("creation_timestamp")]
    public long? CreationTimestamp { get; set; }

    /// <summary>The time of the next attempt; unset for a dead one.</summary>
    [JsonPropertyName("next_attempt_timestamp")]
    public long? NextAttemptTimestamp { get; set; }

    /// <summary>The status of the last answer; unset where there was none.</summary>
    [JsonPropertyName("response_status")]
    public int? ResponseStatus { get; set; }

    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; set; }

    /// <summary>What is sent, as JSON.</summary>
    [JsonPropertyName("payload")]
    public string? Payload { get; set; }
}
