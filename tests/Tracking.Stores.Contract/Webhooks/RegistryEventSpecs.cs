using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Registry;
using Tracking.Core.Webhooks;

namespace Tracking.Stores.Contract.Webhooks;

/// <summary>Which changes of the registry are told, and how.</summary>
public abstract class RegistryEventSpecs : WebhookSpecs
{
    private static readonly Tag PromptTag = new(RegistryRules.PromptTagKey, "true");

    [Fact]
    public async Task Changes_of_a_model_are_told_in_order()
    {
        await CreateAsync("all", [.. WebhookEvent.All]);
        await CreateModelAsync("m", new Tag("k", "v"));
        await CreateVersionAsync("m", "s3://b/1");
        await Rig.ModelVersions.SetTagAsync("m", 1, new Tag("t", "1"), Deadline);
        await Rig.ModelVersions.DeleteTagAsync("m", 1, "t", Deadline);
        await Rig.RegisteredModels.SetAliasAsync("m", "best", 1, null, Deadline);
        await Rig.RegisteredModels.DeleteAliasAsync("m", "best", Deadline);

        Assert.Equal(
            [
                """registered_model.created {"name":"m","tags":{"k":"v"},"description":""}""",
                "model_version.created {\"name\":\"m\",\"version\":\"1\",\"source\":\"s3://b/1\",\"run_id\":null," +
                    "\"tags\":{},\"description\":null}",
                """model_version_tag.set {"name":"m","version":"1","key":"t","value":"1"}""",
                """model_version_tag.deleted {"name":"m","version":"1","key":"t"}""",
                """model_version_alias.created {"name":"m","alias":"best","version":"1"}""",
                """model_version_alias.deleted {"name":"m","alias":"best"}""",
            ],
            await TakeAllAsync());
    }

    [Fact]
    public async Task Changes_of_a_prompt_have_events_of_their_own()
    {
        await CreateAsync("all", [.. WebhookEvent.All]);
        await CreateModelAsync("p", PromptTag);
        await CreateVersionAsync("p", "x", PromptTag, new Tag("mlflow.prompt.text", "Hi {{n}}"), new Tag("k", "v"));
        await Rig.RegisteredModels.SetTagAsync("p", new Tag("t", "1"), Deadline);
        await Rig.RegisteredModels.DeleteTagAsync("p", "t", Deadline);
        await Rig.ModelVersions.SetTagAsync("p", 1, new Tag("t", "1"), Deadline);
        await Rig.RegisteredModels.SetAliasAsync("p", "best", 1, null, Deadline);

        Assert.Equal(
            [
                """prompt.created {"name":"p","tags":{},"description":""}""",
                "prompt_version.created {\"name\":\"p\",\"version\":\"1\",\"template\":\"Hi {{n}}\"," +
                    "\"tags\":{\"k\":\"v\"},\"description\":null}",
                """prompt_tag.set {"name":"p","key":"t","value":"1"}""",
                """prompt_tag.deleted {"name":"p","key":"t"}""",
                """prompt_version_tag.set {"name":"p","version":"1","key":"t","value":"1"}""",
                """prompt_alias.created {"name":"p","alias":"best","version":"1"}""",
            ],
            await TakeAllAsync());
    }

    [Fact]
    public async Task A_version_that_takes_a_stage_and_the_one_that_loses_it_are_both_told()
    {
        await CreateAsync("stages", new WebhookEvent(WebhookEntity.ModelVersion, WebhookAction.Updated));
        await CreateModelAsync("m");
        await CreateVersionAsync("m", "s3://b/1");
        await CreateVersionAsync("m", "s3://b/2");
        await TransitionAsync(1, archiveExisting: false);
        await TransitionAsync(2, archiveExisting: true);
        await TransitionAsync(2, archiveExisting: true);

        Assert.Equal(
            [
                Stage(1, "Production", "None"),
                Stage(1, "Archived", "Production"),
                Stage(2, "Production", "None"),
            ],
            await TakeAllAsync());
    }

    [Fact]
    public async Task Only_who_asked_for_an_event_is_told()
    {
        await CreateAsync("models", ModelCreated);
        await CreateAsync("prompts", new WebhookEvent(WebhookEntity.Prompt, WebhookAction.Created));
        await CreateModelAsync("p", PromptTag);

        var told = Assert.Single(await ClaimAsync());

        Assert.Equal("prompts", told.Target.Webhook.Name);
    }

    [Fact]
    public async Task A_tag_of_a_model_that_is_no_prompt_is_not_told()
    {
        await CreateAsync("all", [.. WebhookEvent.All.Where(kind => kind != ModelCreated)]);
        await CreateModelAsync("m");
        await Rig.RegisteredModels.SetTagAsync("m", new Tag("t", "1"), Deadline);

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_refused_change_is_not_told()
    {
        await CreateModelAsync("m");
        await CreateAsync("all", [.. WebhookEvent.All]);

        await AssertRefusedAsync(
            ErrorCode.ResourceAlreadyExists,
            "Registered Model (name=m) already exists.",
            () => CreateModelAsync("m"));

        Assert.Empty(await ClaimAsync());
    }

    private Task<ModelVersion> TransitionAsync(int version, bool archiveExisting) =>
        Rig.ModelVersions.TransitionAsync("m", version, ModelStage.Production, archiveExisting, Deadline);

    private Task<ModelVersion> CreateVersionAsync(string name, string source, params Tag[] tags) =>
        Rig.ModelVersions.CreateAsync(new(name, source, null, null, null, null, null, tags), Deadline);

    private static string Stage(int version, string to, string from) =>
        $"model_version.updated {{\"name\":\"m\",\"version\":\"{version}\",\"current_stage\":\"{to}\"," +
        $"\"previous_stage\":\"{from}\"}}";
}
