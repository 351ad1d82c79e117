namespace Tracking.Core.Webhooks;

/// <summary>An address that is told of events. Times are milliseconds since the epoch; events are sorted.</summary>
public sealed record Webhook(
    string WebhookId,
    string Name,
    string? Description,
    string Url,
    IReadOnlyList<WebhookEvent> Events,
    WebhookStatus Status)
{
    public long CreatedMs { get; init; }

    public long UpdatedMs { get; init; }
}

/// <summary>Whether events are sent; the numbers are stored.</summary>
public enum WebhookStatus
{
    Active = 1,
    Disabled = 2,
}

/// <summary>A webhook to keep.</summary>
/// <param name="Webhook">Its times are the store's.</param>
/// <param name="SealedSecret">The secret as it is kept; null for a webhook that signs nothing.</param>
public sealed record NewWebhook(Webhook Webhook, string? SealedSecret);

/// <summary>What changes; null stays as it is.</summary>
public sealed record WebhookChange
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Url { get; init; }

    public IReadOnlyList<WebhookEvent>? Events { get; init; }

    public WebhookStatus? Status { get; init; }

    public string? SealedSecret { get; init; }
}

/// <summary>Where and how to send: what a request to a webhook is made of.</summary>
public sealed record WebhookTarget(Webhook Webhook, string? SealedSecret);
