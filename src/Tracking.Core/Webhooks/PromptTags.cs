using System.Text.Json;
using Tracking.Core.Registry;

namespace Tracking.Core.Webhooks;

/// <summary>Tags in payloads: those that make a prompt of a model are left out, and its text has a field.</summary>
internal static class PromptTags
{
    private const string TextKey = "mlflow.prompt.text";

    private static readonly string[] InternalKeys = [RegistryRules.PromptTagKey, "_mlflow_prompt_type", TextKey];

    public static string? TemplateOf(IReadOnlyList<Tag> tags) =>
        tags.Where(tag => tag.Key == TextKey).Select(tag => tag.Value).FirstOrDefault();

    public static void Write(Utf8JsonWriter json, IReadOnlyList<Tag> tags, bool isPrompt)
    {
        json.WriteStartObject("tags");
        foreach (var tag in tags.Where(tag => !isPrompt || !InternalKeys.Contains(tag.Key)))
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
    }

    public static void WriteChange(Utf8JsonWriter json, string key, string? value)
    {
        json.WriteString("key", key);
        if (value is not null)
        {
            json.WriteString("value", value);
        }
    }
}
