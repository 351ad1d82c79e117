using System.Globalization;
using System.Text.Json;
using Tracking.Core.Registry;

namespace Tracking.Core.Webhooks;

/// <summary>A change of a version of a model or prompt.</summary>
public abstract record VersionChange(string Name, int Version) : RegistryChange(Name)
{
    internal override void WriteData(Utf8JsonWriter json)
    {
        base.WriteData(json);
        json.WriteString("version", Version.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A version was created.</summary>
public sealed record VersionCreated(ModelVersion Created) : VersionChange(Created.Name, Created.Version)
{
    public override bool? IsPrompt => RegistryRules.IsPrompt(Created.Tags);

    public override WebhookEvent? EventOf(bool isPrompt) =>
        Event(isPrompt, WebhookEntity.ModelVersion, WebhookEntity.PromptVersion, WebhookAction.Created);

    internal override void WriteData(Utf8JsonWriter json)
    {
        base.WriteData(json);
        if (IsPrompt == true)
        {
            json.WriteString("template", PromptTags.TemplateOf(Created.Tags));
        }
        else
        {
            json.WriteString("source", Created.Source);
            json.WriteString("run_id", Created.RunId);
        }

        PromptTags.Write(json, Created.Tags, IsPrompt == true);
        json.WriteString("description", string.IsNullOrEmpty(Created.Description) ? null : Created.Description);
    }
}

/// <summary>A tag of a version was set, or deleted where the value is null.</summary>
public sealed record VersionTagChanged(string Name, int Version, string Key, string? Value)
    : VersionChange(Name, Version)
{
    public override WebhookEvent? EventOf(bool isPrompt) => Event(
        isPrompt,
        WebhookEntity.ModelVersionTag,
        WebhookEntity.PromptVersionTag,
        Value is null ? WebhookAction.Deleted : WebhookAction.Set);

    internal override void WriteData(Utf8JsonWriter json)
    {
        base.WriteData(json);
        PromptTags.WriteChange(json, Key, Value);
    }
}

/// <summary>A version went to another stage, by itself or because another one took its stage.</summary>
public sealed record VersionStageChanged(string Name, int Version, ModelStage From, ModelStage To)
    : VersionChange(Name, Version)
{
    public override WebhookEvent? EventOf(bool isPrompt) =>
        isPrompt ? null : new WebhookEvent(WebhookEntity.ModelVersion, WebhookAction.Updated);

    internal override void WriteData(Utf8JsonWriter json)
    {
        base.WriteData(json);
        json.WriteString("current_stage", RegistryRules.StageName(To));
        json.WriteString("previous_stage", RegistryRules.StageName(From));
    }
}
