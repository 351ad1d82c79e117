using System.Text.Json;
using Tracking.Core;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Traces;

/// <summary>Writes what belongs to one trace.</summary>
internal sealed class TraceWriter(WriteSession session, long traceKey, long experimentId)
{
    public void SetTags(IEnumerable<Tag> tags)
    {
        foreach (var tag in tags)
        {
            session.Statement(TraceSql.SetTag)
                .Bind(1, traceKey).Bind(2, session.KeyId(tag.Key)).Bind(3, experimentId).Bind(4, tag.Value).Run();
            if (tag.Key == TraceKeys.LinkedPrompts)
            {
                LinkPrompts(PromptsIn(tag.Value));
            }
        }
    }

    /// <summary>What MLflow tells in the metadata is also kept where searches and metrics look for it.</summary>
    public void SetMetadata(IEnumerable<Tag> metadata)
    {
        foreach (var (key, value) in metadata)
        {
            session.Statement(TraceSql.SetMetadata)
                .Bind(1, traceKey).Bind(2, session.KeyId(key)).Bind(3, experimentId).Bind(4, value).Run();
            if (key == TraceKeys.SourceRun && value.Length is > 0 and <= TraceRules.MaxIdLength)
            {
                LinkRun(value);
            }
            else if (key == TraceKeys.TokenUsage)
            {
                SetMetrics(TokenUsage.Parse(value));
            }
        }
    }

    public bool HasMetadata(string key) => session.FindKeyId(key) is { } keyId
        && session.Statement(TraceSql.HasMetadata).Bind(1, traceKey).Bind(2, keyId).SingleInt64() is not null;

    public void LinkRun(string runId) => session.Statement(TraceSql.LinkRun).Bind(1, traceKey).Bind(2, runId).Run();

    public void LinkPrompts(IEnumerable<PromptReference> prompts)
    {
        foreach (var prompt in prompts)
        {
            session.Statement(TraceSql.LinkPrompt).Bind(1, traceKey).Bind(2, prompt.ToString()).Run();
        }
    }

    public static IReadOnlyList<PromptReference> PromptsIn(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "[]");
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(PromptIn).OfType<PromptReference>()]
                : [];
        }
        catch (JsonException)
        {
            // Anyone may set the tag; a value that is no list of prompts names none.
            return [];
        }
    }

    private static PromptReference? PromptIn(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
        && item.TryGetProperty("version", out var version)
        && new PromptReference(name.GetString()!, version.ToString()) is var prompt
        && prompt.ToString().Length <= TraceRules.MaxPromptLength
            ? prompt
            : null;

    private void SetMetrics(IReadOnlyDictionary<string, double>? values)
    {
        foreach (var (key, value) in values ?? new Dictionary<string, double>())
        {
            session.Statement(TraceSql.SetMetric)
                .Bind(1, traceKey).Bind(2, session.KeyId(key)).Bind(3, value).Run();
        }
    }
}
