using System.Text.RegularExpressions;
using Tracking.Contracts.Registry;

namespace Tracking.Client.Prompts;

/// <summary>One version of a prompt: a text with variables in double braces.</summary>
/// <param name="Name">The prompt.</param>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Template">Such as <c>Hi {{name}}</c>.</param>
public sealed partial record PromptVersion(string Name, string Version, string Template)
{
    internal const string IsPromptTag = "mlflow.prompt.is_prompt";
    internal const string TextTag = "mlflow.prompt.text";

    /// <summary>What was said when it was registered; null for nothing.</summary>
    public string? CommitMessage { get; init; }

    /// <summary>Tags of the version, without those by which MLflow keeps prompts.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was registered, in ms since the epoch; null where the server does not say.</summary>
    public long? CreationTimestamp { get; init; }

    /// <summary><c>prompts:/NAME/VERSION</c>.</summary>
    public string Uri => $"prompts:/{Name}/{Version}";

    /// <summary>The names of the variables, each once, in the order of the text.</summary>
    public IReadOnlyList<string> Variables =>
        [.. Variable().Matches(Template).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The text with values in the variables' places.</summary>
    /// <param name="values">One for each variable; more are left out.</param>
    /// <exception cref="ArgumentException">A variable has no value; the message names each.</exception>
    public string Format(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var missing = Variables.Where(name => !values.ContainsKey(name)).ToList();
        return missing.Count == 0
            ? Variable().Replace(Template, match => values[match.Groups[1].Value])
            : throw new ArgumentException(
                $"The prompt {Uri} needs values for {string.Join(", ", missing)}", nameof(values));
    }

    /// <summary>Null for a version of something else.</summary>
    internal static PromptVersion? Of(ModelVersion version)
    {
        var tags = (version.Tags ?? []).ToDictionary(tag => tag.Key ?? "", tag => tag.Value ?? "");
        if (!tags.TryGetValue(TextTag, out var text))
            return null;
        return new PromptVersion(version.Name ?? "", version.Version ?? "", text)
        {
            CommitMessage = string.IsNullOrEmpty(version.Description) ? null : version.Description,
            CreationTimestamp = version.CreationTimestamp,
            Tags = tags.Where(tag => !IsKeptByMlflow(tag.Key)).ToDictionary(),
        };
    }

    private static bool IsKeptByMlflow(string key) =>
        key.StartsWith("mlflow.prompt.", StringComparison.Ordinal)
        || key.StartsWith("_mlflow_prompt", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{\s*([\w.-]+)\s*\}\}")]
    private static partial Regex Variable();
}
