using System.Collections.Frozen;
using Tracking.Core.Errors;

namespace Tracking.Core.Webhooks;

/// <summary>What an event is about; the numbers are MLflow's and are stored.</summary>
public enum WebhookEntity
{
    RegisteredModel = 1,
    ModelVersion = 2,
    ModelVersionTag = 3,
    ModelVersionAlias = 4,
    Prompt = 5,
    PromptVersion = 6,
    PromptTag = 7,
    PromptVersionTag = 8,
    PromptAlias = 9,
    BudgetPolicy = 10,
}

/// <summary>What happened to it; the numbers are MLflow's and are stored.</summary>
public enum WebhookAction
{
    Created = 1,
    Updated = 2,
    Deleted = 3,
    Set = 4,
    Exceeded = 5,
}

/// <summary>A kind of event.</summary>
public readonly record struct WebhookEvent(WebhookEntity Entity, WebhookAction Action) : IComparable<WebhookEvent>
{
    /// <summary>
    /// The actions of each entity. A version is UPDATED when its stage changes, which MLflow does not tell.
    /// </summary>
    private static readonly FrozenDictionary<WebhookEntity, WebhookAction[]> Actions =
        new Dictionary<WebhookEntity, WebhookAction[]>
        {
            [WebhookEntity.RegisteredModel] = [WebhookAction.Created],
            [WebhookEntity.ModelVersion] = [WebhookAction.Created, WebhookAction.Updated],
            [WebhookEntity.ModelVersionTag] = [WebhookAction.Deleted, WebhookAction.Set],
            [WebhookEntity.ModelVersionAlias] = [WebhookAction.Created, WebhookAction.Deleted],
            [WebhookEntity.Prompt] = [WebhookAction.Created],
            [WebhookEntity.PromptVersion] = [WebhookAction.Created],
            [WebhookEntity.PromptTag] = [WebhookAction.Deleted, WebhookAction.Set],
            [WebhookEntity.PromptVersionTag] = [WebhookAction.Deleted, WebhookAction.Set],
            [WebhookEntity.PromptAlias] = [WebhookAction.Created, WebhookAction.Deleted],
            [WebhookEntity.BudgetPolicy] = [WebhookAction.Exceeded],
        }.ToFrozenDictionary();

    /// <summary>All events there are.</summary>
    public static IEnumerable<WebhookEvent> All =>
        Actions.SelectMany(pair => pair.Value, (pair, action) => new WebhookEvent(pair.Key, action)).Order();

    /// <summary>As payloads name it: <c>model_version_tag</c>.</summary>
    public string EntityName => Entity switch
    {
        WebhookEntity.RegisteredModel => "registered_model",
        WebhookEntity.ModelVersion => "model_version",
        WebhookEntity.ModelVersionTag => "model_version_tag",
        WebhookEntity.ModelVersionAlias => "model_version_alias",
        WebhookEntity.Prompt => "prompt",
        WebhookEntity.PromptVersion => "prompt_version",
        WebhookEntity.PromptTag => "prompt_tag",
        WebhookEntity.PromptVersionTag => "prompt_version_tag",
        WebhookEntity.PromptAlias => "prompt_alias",
        _ => "budget_policy",
    };

    /// <summary>As payloads name it: <c>created</c>.</summary>
    public string ActionName => NameOf(Action);

    /// <exception cref="TrackingException">The entity has no such action.</exception>
    public void Validate()
    {
        var valid = Actions.GetValueOrDefault(Entity) ?? [];
        if (!valid.Contains(Action))
        {
            var names = string.Join(", ", valid.Select(action => $"'{NameOf(action)}'"));
            throw ParameterErrors.Invalid(
                $"Invalid action '{ActionName}' for entity '{EntityName}'. Valid actions are: [{names}]");
        }
    }

    /// <summary>By the names of entity and action.</summary>
    public int CompareTo(WebhookEvent other)
    {
        var entities = string.CompareOrdinal(EntityName, other.EntityName);
        return entities != 0 ? entities : string.CompareOrdinal(ActionName, other.ActionName);
    }

    public override string ToString() => $"{EntityName}.{ActionName}";

    private static string NameOf(WebhookAction action) => action switch
    {
        WebhookAction.Created => "created",
        WebhookAction.Updated => "updated",
        WebhookAction.Deleted => "deleted",
        WebhookAction.Set => "set",
        _ => "exceeded",
    };

    public static bool operator <(WebhookEvent left, WebhookEvent right) => left.CompareTo(right) < 0;

    public static bool operator <=(WebhookEvent left, WebhookEvent right) => left.CompareTo(right) <= 0;

    public static bool operator >(WebhookEvent left, WebhookEvent right) => left.CompareTo(right) > 0;

    public static bool operator >=(WebhookEvent left, WebhookEvent right) => left.CompareTo(right) >= 0;
}
