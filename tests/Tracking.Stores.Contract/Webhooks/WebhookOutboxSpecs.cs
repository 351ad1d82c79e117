using Tracking.Core.Errors;
using Tracking.Core.Webhooks;

namespace Tracking.Stores.Contract.Webhooks;

/// <summary>What every outbox does with events that wait.</summary>
public abstract class WebhookOutboxSpecs : WebhookSpecs
{
    [Fact]
    public async Task Deliveries_of_a_webhook_leave_one_by_one_in_order()
    {
        await CreateAsync("w", ModelCreated);
        await CreateModelAsync("a");
        await CreateModelAsync("b");

        var first = Assert.Single(await ClaimAsync());
        Assert.Empty(await ClaimAsync());
        await SettleAsync(first, DeliveryOutcomeKind.Delivered);
        var second = Assert.Single(await ClaimAsync());

        Assert.Contains("\"a\"", first.Delivery.Payload, StringComparison.Ordinal);
        Assert.Contains("\"b\"", second.Delivery.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_do_not_wait_for_each_other()
    {
        await CreateAsync("slow", ModelCreated);
        await CreateAsync("fast", ModelCreated);
        await CreateModelAsync("m");

        var both = await ClaimAsync();

        Assert.Equal(["fast", "slow"], both.Select(leased => leased.Target.Webhook.Name).Order());
        Assert.Equal(2, both.Select(leased => leased.Delivery.DeliveryId).Distinct().Count());
    }

    [Fact]
    public async Task One_claim_takes_no_more_webhooks_than_asked_for()
    {
        await CreateAsync("a", ModelCreated);
        await CreateAsync("b", ModelCreated);
        await CreateModelAsync("m");

        Assert.Single(await ClaimAsync(maxWebhooks: 1));
        Assert.Single(await ClaimAsync(maxWebhooks: 1));
        Assert.Empty(await ClaimAsync(maxWebhooks: 1));
    }

    [Fact]
    public async Task Claims_at_once_never_share_a_webhook()
    {
        for (var i = 0; i < 8; i++)
        {
            await CreateAsync($"w{i}", ModelCreated);
        }

        await CreateModelAsync("m");

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync()));

        var webhooks = claims.SelectMany(claim => claim).Select(leased => leased.Target.Webhook.Name).ToList();
        Assert.Equal(8, webhooks.Count);
        Assert.Equal(8, webhooks.Distinct().Count());
    }

    [Fact]
    public async Task A_failed_delivery_waits_for_its_time_and_holds_up_those_behind_it()
    {
        await CreateAsync("w", ModelCreated);
        await CreateModelAsync("a");
        await CreateModelAsync("b");

        await SettleAsync(Assert.Single(await ClaimAsync()), DeliveryOutcomeKind.Retry, FarAhead);

        Assert.Empty(await ClaimAsync());
        Assert.Equal(FarAhead, await Rig.WebhookOutbox.FindNextDueAsync(Deadline));
    }

    [Fact]
    public async Task A_failed_delivery_comes_again_with_its_id_and_its_count()
    {
        await CreateAsync("w", ModelCreated);
        await CreateModelAsync("a");
        var first = Assert.Single(await ClaimAsync());
        await SettleAsync(first, DeliveryOutcomeKind.Retry, nextMs: 1);

        var again = Assert.Single(await ClaimAsync());

        Assert.Equal(first.Delivery.DeliveryId, again.Delivery.DeliveryId);
        Assert.Equal(first.Delivery.Payload, again.Delivery.Payload);
        Assert.Equal((1, 500, "why"), (again.Delivery.Attempts, again.Delivery.ResponseStatus, again.Delivery.Error));
    }

    [Fact]
    public async Task An_attempt_that_was_broken_off_does_not_count()
    {
        await CreateAsync("w", ModelCreated);
        await CreateModelAsync("a");
        await SettleAsync(Assert.Single(await ClaimAsync()), DeliveryOutcomeKind.BrokenOff);

        Assert.Equal(0, Assert.Single(await ClaimAsync()).Delivery.Attempts);
    }

    [Fact]
    public async Task A_lease_that_ended_lets_another_one_at_it_and_settling_late_does_no_harm()
    {
        await CreateAsync("w", ModelCreated);
        await CreateModelAsync("a");
        await CreateModelAsync("b");
        var late = Assert.Single(await Rig.WebhookOutbox.ClaimAsync(10, TimeSpan.FromMilliseconds(1), Deadline));
        var other = Assert.Single(await ClaimAsync());
        Assert.Equal(late.Delivery.DeliveryId, other.Delivery.DeliveryId);

        await SettleAsync(late, DeliveryOutcomeKind.Delivered);
        Assert.Empty(await ClaimAsync());
        await SettleAsync(other, DeliveryOutcomeKind.Delivered);

        Assert.Contains("\"b\"", Assert.Single(await ClaimAsync()).Delivery.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_delivery_lets_the_next_one_pass_and_can_be_sent_again()
    {
        var webhook = await CreateAsync("w", ModelCreated);
        await CreateModelAsync("a");
        await CreateModelAsync("b");
        var dead = Assert.Single(await ClaimAsync());
        await SettleAsync(dead, DeliveryOutcomeKind.Dead);
        Assert.Equal(["b"], await NamesOfAsync(webhook, WebhookDeliveryState.Waiting));
        Assert.Equal(["a"], await NamesOfAsync(webhook, WebhookDeliveryState.Dead));

        await Rig.Webhooks.RedeliverAsync(webhook.WebhookId, dead.Delivery.DeliveryId, Deadline);

        Assert.Equal(["a", "b"], await NamesOfAsync(webhook, WebhookDeliveryState.Waiting));
        Assert.Equal(2, (await TakeAllAsync()).Count);
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            $"There is no dead delivery with ID {dead.Delivery.DeliveryId} of this webhook.",
            () => Rig.Webhooks.RedeliverAsync(webhook.WebhookId, dead.Delivery.DeliveryId, Deadline));
        Assert.Null(await Rig.WebhookOutbox.FindNextDueAsync(Deadline));
    }

    [Fact]
    public async Task Deliveries_are_listed_in_pages_oldest_first()
    {
        var webhook = await CreateAsync("w", ModelCreated);
        foreach (var name in new[] { "a", "b", "c" })
        {
            await CreateModelAsync(name);
        }

        var first = await Rig.Webhooks.ListDeliveriesAsync(new(webhook.WebhookId, null, 2, null), Deadline);
        var second = await Rig.Webhooks.ListDeliveriesAsync(
            new(webhook.WebhookId, null, 2, first.NextPageToken), Deadline);

        Assert.Equal((2, 1), (first.Items.Count, second.Items.Count));
        Assert.Null(second.NextPageToken);
        Assert.Contains("\"c\"", second.Items[0].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_webhook_gets_nothing_until_it_is_enabled()
    {
        var webhook = await CreateAsync("w", ModelCreated);
        await CreateModelAsync("before");
        await SetStatusAsync(webhook, WebhookStatus.Disabled);
        await CreateModelAsync("meanwhile");
        Assert.Empty(await ClaimAsync());

        await SetStatusAsync(webhook, WebhookStatus.Active);

        Assert.Contains("before", Assert.Single(await TakeAllAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writing_an_event_wakes_who_waits_for_one()
    {
        await CreateAsync("w", ModelCreated);
        var waiting = Rig.WebhookOutbox.WaitForEventAsync(Deadline);
        Assert.False(waiting.IsCompleted);

        await CreateModelAsync("m");

        await waiting;
    }

    private Task<Webhook> SetStatusAsync(Webhook webhook, WebhookStatus status) =>
        Rig.Webhooks.UpdateAsync(webhook.WebhookId, new() { Status = status }, Deadline);

    private async Task<IEnumerable<string>> NamesOfAsync(Webhook webhook, WebhookDeliveryState state)
    {
        var page = await Rig.Webhooks.ListDeliveriesAsync(new(webhook.WebhookId, state, 10, null), Deadline);
        return page.Items.Select(delivery => delivery.Payload.Split("\"name\":\"")[1][..1]);
    }
}
