using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracking.Core.Registry;

namespace Tracking.Core.Webhooks;

/// <summary>The body of a request to a webhook: <c>{"entity", "action", "timestamp", "data"}</c>.</summary>
public static class WebhookPayload
{
    /// <summary>Nothing is put into a page, so only what JSON itself asks for is escaped.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="change">What happened.</param>
    /// <param name="kind">Its event.</param>
    /// <param name="timeMs">When, in milliseconds since the epoch; written as ISO 8601 in UTC.</param>
    public static string Write(RegistryChange change, WebhookEvent kind, long timeMs)
    {
        ArgumentNullException.ThrowIfNull(change);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("entity", kind.EntityName);
            json.WriteString("action", kind.ActionName);
            json.WriteString("timestamp", DateTimeOffset.FromUnixTimeMilliseconds(timeMs).ToString(
                "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
            json.WriteStartObject("data");
            change.WriteData(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>An event to try a webhook with.</summary>
    public static string WriteExample(WebhookEvent kind, long timeMs) => Write(ExampleOf(kind), kind, timeMs);

    private static RegistryChange ExampleOf(WebhookEvent kind)
    {
        var isPrompt = kind.Entity is >= WebhookEntity.Prompt and <= WebhookEntity.PromptAlias;
        var name = isPrompt ? "example_prompt" : "example_model";
        var value = kind.Action == WebhookAction.Deleted ? null : "example_value";
        return kind.Entity switch
        {
            WebhookEntity.RegisteredModel or WebhookEntity.Prompt =>
                new ModelCreated(name, isPrompt ? "An example prompt" : "An example registered model", Tags(isPrompt)),
            WebhookEntity.ModelVersion when kind.Action == WebhookAction.Updated =>
                new VersionStageChanged(name, 1, ModelStage.Staging, ModelStage.Production),
            WebhookEntity.ModelVersion or WebhookEntity.PromptVersion => new VersionCreated(Version(name, isPrompt)),
            WebhookEntity.PromptTag => new ModelTagChanged(name, "example_key", value),
            WebhookEntity.ModelVersionTag or WebhookEntity.PromptVersionTag =>
                new VersionTagChanged(name, 1, "example_key", value),
            WebhookEntity.ModelVersionAlias or WebhookEntity.PromptAlias =>
                new AliasChanged(name, "example_alias", kind.Action == WebhookAction.Deleted ? null : 1),
            _ => new BudgetExceededExample(),
        };
    }

    private static ModelVersion Version(string name, bool isPrompt) => new(
        name,
        1,
        ModelStage.None,
        isPrompt ? "An example prompt version" : "An example model version",
        "runs:/abcd1234abcd5678/model",
        "abcd1234abcd5678",
        RunLink: null,
        ModelId: null,
        CreatedMs: 0,
        UpdatedMs: 0)
    {
        Tags = Tags(isPrompt),
    };

    private static Tag[] Tags(bool isPrompt) => isPrompt
        ?
        [
            new Tag(RegistryRules.PromptTagKey, "true"),
            new Tag("mlflow.prompt.text", "Hello {{name}}!"),
            new Tag("example_key", "example_value"),
        ]
        : [new Tag("example_key", "example_value")];

    /// <summary>Budgets belong to MLflow's gateway: nothing here raises the event, but it can be tried.</summary>
    private sealed record BudgetExceededExample() : RegistryChange("example_budget")
    {
        public override WebhookEvent? EventOf(bool isPrompt) => null;
    }
}
