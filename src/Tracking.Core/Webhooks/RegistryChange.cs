using System.Globalization;
using System.Text.Json;
using Tracking.Core.Registry;

namespace Tracking.Core.Webhooks;

/// <summary>A change of the registry that webhooks may ask to be told of.</summary>
/// <param name="Name">The registered model or prompt.</param>
public abstract record RegistryChange(string Name)
{
    /// <summary>Its event, for a model or for a prompt; null where nobody can ask for it.</summary>
    public abstract WebhookEvent? EventOf(bool isPrompt);

    /// <summary>Whether it is a prompt's, where the change itself tells.</summary>
    public virtual bool? IsPrompt => null;

    /// <summary>Writes the members of the payload's data.</summary>
    internal virtual void WriteData(Utf8JsonWriter json) => json.WriteString("name", Name);

    private protected static WebhookEvent Event(
        bool isPrompt, WebhookEntity model, WebhookEntity prompt, WebhookAction action) =>
        new(isPrompt ? prompt : model, action);
}

/// <summary>A registered model or a prompt was created.</summary>
public sealed record ModelCreated(string Name, string? Description, IReadOnlyList<Tag> Tags) : RegistryChange(Name)
{
    public override bool? IsPrompt => RegistryRules.IsPrompt(Tags);

    public override WebhookEvent? EventOf(bool isPrompt) =>
        Event(isPrompt, WebhookEntity.RegisteredModel, WebhookEntity.Prompt, WebhookAction.Created);

    internal override void WriteData(Utf8JsonWriter json)
    {
        base.WriteData(json);
        PromptTags.Write(json, Tags, IsPrompt == true);
        json.WriteString("description", Description ?? "");
    }
}

/// <summary>A tag of the model itself was set, or deleted where the value is null; told of prompts only.</summary>
public sealed record ModelTagChanged(string Name, string Key, string? Value) : RegistryChange(Name)
{
    public override WebhookEvent? EventOf(bool isPrompt) => isPrompt
        ? new WebhookEvent(WebhookEntity.PromptTag, Value is null ? WebhookAction.Deleted : WebhookAction.Set)
        : null;

    internal override void WriteData(Utf8JsonWriter json)
    {
        base.WriteData(json);
        PromptTags.WriteChange(json, Key, Value);
    }
}

/// <summary>An alias was pointed to a version, or deleted where the version is null.</summary>
public sealed record AliasChanged(string Name, string Alias, int? Version) : RegistryChange(Name)
{
    public override WebhookEvent? EventOf(bool isPrompt) => Event(
        isPrompt,
        WebhookEntity.ModelVersionAlias,
        WebhookEntity.PromptAlias,
        Version is null ? WebhookAction.Deleted : WebhookAction.Created);

    internal override void WriteData(Utf8JsonWriter json)
    {
        base.WriteData(json);
        json.WriteString("alias", Alias);
        if (Version is { } version)
        {
            json.WriteString("version", version.ToString(CultureInfo.InvariantCulture));
        }
    }
}
