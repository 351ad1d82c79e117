using Tracking.Core.Errors;
using Tracking.Core.Webhooks;

namespace Tracking.Stores.Contract.Webhooks;

/// <summary>What every store of webhooks does.</summary>
public abstract class WebhookStoreSpecs : WebhookSpecs
{
    [Fact]
    public async Task A_webhook_is_kept_with_its_sealed_secret_and_its_events()
    {
        var made = new Webhook(
            "id", "n", "d", "https://x.example", [ModelCreated, VersionTagSet], WebhookStatus.Disabled);
        var created = await Rig.Webhooks.CreateAsync(new NewWebhook(made, "sealed"), Deadline);

        var found = await Rig.Webhooks.GetAsync("id", Deadline);

        Assert.Equal("sealed", found.SealedSecret);
        Assert.Equal([VersionTagSet, ModelCreated], found.Webhook.Events);
        Assert.Equal(created.CreatedMs, created.UpdatedMs);
        Assert.Equivalent(
            made with { Events = found.Webhook.Events, CreatedMs = created.CreatedMs, UpdatedMs = created.UpdatedMs },
            found.Webhook,
            strict: true);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_leaves_the_rest()
    {
        var webhook = await CreateAsync("old", ModelCreated);

        var renamed = await Rig.Webhooks.UpdateAsync(webhook.WebhookId, new() { Name = "new" }, Deadline);
        var changed = await Rig.Webhooks.UpdateAsync(
            webhook.WebhookId,
            new() { Description = "d", Url = "https://y.example", Events = [VersionTagSet], SealedSecret = "s" },
            Deadline);

        Assert.Equal(("new", webhook.Url), (renamed.Name, renamed.Url));
        Assert.Equal([ModelCreated], renamed.Events);
        Assert.Equal(("new", "d", "https://y.example"), (changed.Name, changed.Description, changed.Url));
        Assert.Equal([VersionTagSet], changed.Events);
        Assert.True(changed.UpdatedMs > renamed.UpdatedMs);
        Assert.Equal("s", (await Rig.Webhooks.GetAsync(webhook.WebhookId, Deadline)).SealedSecret);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await CreateAsync(name, ModelCreated);
        }

        var first = await Rig.Webhooks.ListAsync(2, null, Deadline);
        await CreateAsync("later", ModelCreated);
        var second = await Rig.Webhooks.ListAsync(2, first.NextPageToken, Deadline);

        Assert.Equal(["c", "b"], first.Items.Select(webhook => webhook.Name));
        Assert.Equal(["a"], second.Items.Select(webhook => webhook.Name));
        Assert.Null(second.NextPageToken);
    }

    [Fact]
    public async Task A_deleted_webhook_is_gone_with_what_waited_for_it()
    {
        var webhook = await CreateAsync("w", ModelCreated);
        await CreateModelAsync("m");

        await Rig.Webhooks.DeleteAsync(webhook.WebhookId, Deadline);

        Assert.Empty(await ClaimAsync());
        Assert.Null(await Rig.WebhookOutbox.FindNextDueAsync(Deadline));
        var message = $"Webhook with ID {webhook.WebhookId} not found.";
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist, message, () => Rig.Webhooks.GetAsync(webhook.WebhookId, Deadline));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist, message, () => Rig.Webhooks.DeleteAsync(webhook.WebhookId, Deadline));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            message,
            () => Rig.Webhooks.UpdateAsync(webhook.WebhookId, new() { Name = "x" }, Deadline));
    }
}
