using System.Text.Json;
using Tracking.Core.Errors;
using Tracking.Core.Webhooks;

namespace Tracking.Core.Tests.Webhooks;

public sealed class WebhookEventSpecs
{
    public static TheoryData<WebhookEntity, WebhookAction> All
    {
        get
        {
            var all = new TheoryData<WebhookEntity, WebhookAction>();
            foreach (var kind in WebhookEvent.All)
            {
                all.Add(kind.Entity, kind.Action);
            }

            return all;
        }
    }

    [Fact]
    public void There_are_the_events_of_MLflow_and_one_for_stages()
    {
        string[] known =
        [
            "budget_policy.exceeded", "model_version.created", "model_version.updated", "model_version_alias.created",
            "model_version_alias.deleted", "model_version_tag.deleted", "model_version_tag.set", "prompt.created",
            "prompt_alias.created", "prompt_alias.deleted", "prompt_tag.deleted", "prompt_tag.set",
            "prompt_version.created", "prompt_version_tag.deleted", "prompt_version_tag.set",
            "registered_model.created",
        ];
        Assert.Equal(known, WebhookEvent.All.Select(kind => kind.ToString()));
    }

    [Fact]
    public void Events_of_a_webhook_are_sorted_and_each_is_kept_once()
    {
        var set = new WebhookEvent(WebhookEntity.ModelVersionTag, WebhookAction.Set);
        var created = new WebhookEvent(WebhookEntity.RegisteredModel, WebhookAction.Created);

        Assert.Equal([set, created], WebhookRules.Accept([created, set, created]));
    }

    [Fact]
    public void An_action_that_an_entity_has_not_is_refused_with_those_it_has()
    {
        var refusal = Assert.Throws<TrackingException>(
            () => new WebhookEvent(WebhookEntity.RegisteredModel, WebhookAction.Deleted).Validate());
        Assert.Equal(
            "Invalid action 'deleted' for entity 'registered_model'. Valid actions are: ['created']",
            refusal.Message);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_event_has_an_example_with_its_names(WebhookEntity entity, WebhookAction action)
    {
        var kind = new WebhookEvent(entity, action);
        kind.Validate();

        using var example = JsonDocument.Parse(WebhookPayload.WriteExample(kind, timeMs: 0));

        var root = example.RootElement;
        Assert.Equal(kind.EntityName, root.GetProperty("entity").GetString());
        Assert.Equal(kind.ActionName, root.GetProperty("action").GetString());
        Assert.Equal("1970-01-01T00:00:00.000000+00:00", root.GetProperty("timestamp").GetString());
        Assert.StartsWith("example_", root.GetProperty("data").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("A.b_c-9", true)]
    [InlineData("-a", false)]
    [InlineData("a.", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    public void Names_are_letters_digits_and_a_few_signs_between(string name, bool valid) =>
        Assert.Equal(valid, Record.Exception(() => WebhookRules.ValidateName(name)) is null);

    [Fact]
    public void A_name_has_at_most_63_characters()
    {
        WebhookRules.ValidateName(new string('n', 63));
        Assert.Throws<TrackingException>(() => WebhookRules.ValidateName(new string('n', 64)));
    }
}
