using System.Text.Json.Serialization;

namespace Tracking.Contracts.Webhooks;

/// <summary>Whether events are sent to a webhook.</summary>
public enum WebhookStatus
{
    [JsonStringEnumMemberName("ACTIVE")] Active = 1,
    [JsonStringEnumMemberName("DISABLED")] Disabled = 2,
}

/// <summary>What an event is about.</summary>
public enum WebhookEntity
{
    [JsonStringEnumMemberName("ENTITY_UNSPECIFIED")] Unspecified = 0,
    [JsonStringEnumMemberName("REGISTERED_MODEL")] RegisteredModel = 1,
    [JsonStringEnumMemberName("MODEL_VERSION")] ModelVersion = 2,
    [JsonStringEnumMemberName("MODEL_VERSION_TAG")] ModelVersionTag = 3,
    [JsonStringEnumMemberName("MODEL_VERSION_ALIAS")] ModelVersionAlias = 4,
    [JsonStringEnumMemberName("PROMPT")] Prompt = 5,
    [JsonStringEnumMemberName("PROMPT_VERSION")] PromptVersion = 6,
    [JsonStringEnumMemberName("PROMPT_TAG")] PromptTag = 7,
    [JsonStringEnumMemberName("PROMPT_VERSION_TAG")] PromptVersionTag = 8,
    [JsonStringEnumMemberName("PROMPT_ALIAS")] PromptAlias = 9,
    [JsonStringEnumMemberName("BUDGET_POLICY")] BudgetPolicy = 10,
}

/// <summary>What happened to it.</summary>
public enum WebhookAction
{
    [JsonStringEnumMemberName("ACTION_UNSPECIFIED")] Unspecified = 0,
    [JsonStringEnumMemberName("CREATED")] Created = 1,
    [JsonStringEnumMemberName("UPDATED")] Updated = 2,
    [JsonStringEnumMemberName("DELETED")] Deleted = 3,
    [JsonStringEnumMemberName("SET")] Set = 4,
    [JsonStringEnumMemberName("EXCEEDED")] Exceeded = 5,
}

/// <summary>How far the delivery of an event has come; delivered ones are not kept. Not in MLflow.</summary>
public enum WebhookDeliveryState
{
    [JsonStringEnumMemberName("WAITING")] Waiting = 1,
    [JsonStringEnumMemberName("DEAD")] Dead = 2,
}
