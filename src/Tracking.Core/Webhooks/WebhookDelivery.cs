namespace Tracking.Core.Webhooks;

/// <summary>How far a delivery has come; the numbers are stored. Delivered ones are not kept.</summary>
public enum WebhookDeliveryState
{
    Waiting = 1,
    Dead = 2,
}

/// <summary>An event on its way to one webhook. Times are milliseconds since the epoch.</summary>
public sealed record WebhookDelivery(
    string DeliveryId,
    WebhookEvent Event,
    WebhookDeliveryState State,
    int Attempts,
    long CreatedMs,
    long NextAttemptMs,
    string Payload)
{
    /// <summary>The status of the last answer; null where there was none.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; init; }
}

/// <summary>
/// The oldest waiting delivery of a webhook, leased to one dispatcher: nobody else sends to that webhook before the
/// lease ends.
/// </summary>
public sealed record LeasedDelivery(WebhookTarget Target, WebhookDelivery Delivery, string Lease);

/// <summary>What became of an attempt.</summary>
/// <param name="Kind">Delivered, to be tried again, or given up.</param>
/// <param name="NextAttemptMs">When to try again.</param>
/// <param name="ResponseStatus">Null where no answer came.</param>
/// <param name="Error">Null for a delivery that was taken.</param>
public sealed record DeliveryOutcome(
    DeliveryOutcomeKind Kind, long NextAttemptMs = 0, int? ResponseStatus = null, string? Error = null);

public enum DeliveryOutcomeKind
{
    Delivered,
    Retry,
    Dead,

    /// <summary>The attempt was broken off and does not count.</summary>
    BrokenOff,
}

/// <summary>Deliveries of a webhook to look at, oldest first.</summary>
public sealed record DeliveryQuery(string WebhookId, WebhookDeliveryState? State, int MaxResults, string? PageToken);
