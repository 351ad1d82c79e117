using System.Text.Json;
using Tracking.Core.Webhooks;

namespace Tracking.Stores.Contract.Webhooks;

/// <summary>The base of the suites of webhooks.</summary>
public abstract class WebhookSpecs : StoreSpecs
{
    protected static readonly WebhookEvent ModelCreated = new(WebhookEntity.RegisteredModel, WebhookAction.Created);
    protected static readonly WebhookEvent VersionTagSet = new(WebhookEntity.ModelVersionTag, WebhookAction.Set);

    private static readonly TimeSpan Lease = TimeSpan.FromDays(1);

    /// <summary>Far after what the stepping clock of a rig reaches in a test.</summary>
    protected const long FarAhead = 4_000_000_000_000;

    protected Task<Webhook> CreateAsync(string name, params WebhookEvent[] events) => Rig.Webhooks.CreateAsync(
        new NewWebhook(
            new Webhook(Guid.NewGuid().ToString(), name, null, "https://x.example/h", events, WebhookStatus.Active),
            SealedSecret: null),
        Deadline);

    protected Task<IReadOnlyList<LeasedDelivery>> ClaimAsync(int maxWebhooks = 10) =>
        Rig.WebhookOutbox.ClaimAsync(maxWebhooks, Lease, Deadline);

    protected Task SettleAsync(LeasedDelivery leased, DeliveryOutcomeKind kind, long nextMs = 0) =>
        Rig.WebhookOutbox.SettleAsync(
            leased,
            new DeliveryOutcome(kind, nextMs, 500, kind == DeliveryOutcomeKind.Delivered ? null : "why"),
            Deadline);

    protected Task CreateModelAsync(string name, params Core.Tag[] tags) =>
        Rig.RegisteredModels.CreateAsync(new(name, null, tags), Deadline);

    /// <summary>Takes all that waits, one by one, as a dispatcher would.</summary>
    protected async Task<List<string>> TakeAllAsync()
    {
        var taken = new List<string>();
        while (await ClaimAsync() is { Count: > 0 } leased)
        {
            foreach (var delivery in leased)
            {
                taken.Add(Summary(delivery.Delivery));
                await SettleAsync(delivery, DeliveryOutcomeKind.Delivered);
            }
        }

        return taken;
    }

    /// <summary>Such as <c>model_version_tag.set {"name":"m"}</c>.</summary>
    private static string Summary(WebhookDelivery delivery)
    {
        using var payload = JsonDocument.Parse(delivery.Payload);
        return $"{delivery.Event} {payload.RootElement.GetProperty("data").GetRawText()}";
    }
}
