using Tracking.Contracts.Webhooks;

namespace Tracking.Client.Tests;

public class WebhookClientSpecs : ServerFixture
{
    private static readonly WebhookEvent Created = new()
    {
        Entity = WebhookEntity.RegisteredModel,
        Action = WebhookAction.Created,
    };

    [Fact]
    public async Task Webhooks_live_from_creation_to_deletion()
    {
        var made = await Client.Webhooks.CreateAsync(New("one"));
        Assert.Equal((WebhookStatus.Active, Created), (made.Status, Assert.Single(made.Events!)));
        var changed = await Client.Webhooks.UpdateAsync(new UpdateWebhookRequest
        {
            WebhookId = made.WebhookId,
            Status = WebhookStatus.Disabled,
        });
        Assert.Equal(changed, await Client.Webhooks.GetAsync(made.WebhookId!) with { Events = changed.Events });
        await Client.Webhooks.DeleteAsync(made.WebhookId!);
        var gone = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.Webhooks.GetAsync(made.WebhookId!));
        Assert.Equal(TrackingClientException.ResourceDoesNotExist, gone.ErrorCode);
    }

    [Fact]
    public async Task Lists_walk_all_pages()
    {
        for (var number = 0; number < 120; number++)
            await Client.Webhooks.CreateAsync(New($"w{number}"));
        Assert.Equal(120, await Client.Webhooks.ListAsync().CountAsync());
    }

    [Fact]
    public async Task A_try_tells_why_it_failed_and_what_was_given_up_can_be_sent_again()
    {
        var webhook = await Client.Webhooks.CreateAsync(New("w") with { Url = "https://webhook.invalid/" });
        var result = await Client.Webhooks.TestAsync(webhook.WebhookId!, Created);
        Assert.False(result.Success);
        Assert.StartsWith("Failed to test webhook: ", result.ErrorMessage, StringComparison.Ordinal);
        await Client.RegisteredModels.CreateAsync("m");
        var waiting = await Client.Webhooks.ListDeliveriesAsync(webhook.WebhookId!, WebhookDeliveryState.Waiting)
            .SingleAsync();
        Assert.Equal(Created, waiting.Event);
        var refusal = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.Webhooks.RedeliverAsync(webhook.WebhookId!, waiting.DeliveryId!));
        Assert.Contains("no dead delivery", refusal.Message, StringComparison.Ordinal);
    }

    private static CreateWebhookRequest New(string name) =>
        new() { Name = name, Url = "https://webhook.example/", Events = [Created] };
}
