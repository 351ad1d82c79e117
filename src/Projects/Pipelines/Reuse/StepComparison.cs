using System.Text.Json;
using Tracking.Contracts.Runs;

namespace Tracking.Projects.Pipelines.Reuse;

/// <summary>Says what is not as it was when a step last ran.</summary>
internal static class StepComparison
{
    private const int DifferencesShown = 3;
    private const int ValueShown = 40;

    /// <summary>The differences to the earlier run that has the fewest, as one line.</summary>
    /// <param name="now">The step as it is to run.</param>
    /// <param name="earlier">Runs of the step that ended well, the newest first.</param>
    public static string Reason(StepIngredients now, IEnumerable<Run> earlier)
    {
        var closest = earlier.Select(run => DifferencesTo(now, run)).MinBy(differences => differences.Count);
        if (closest is null)
        {
            return "no earlier run of it ended well";
        }

        var more = closest.Count - DifferencesShown;
        var shown = string.Join(", ", closest.Take(DifferencesShown));
        return more > 0 ? $"{shown} and {more} more" : shown;
    }

    private static List<string> DifferencesTo(StepIngredients now, Run run)
    {
        var was = (run.Data?.Tags ?? []).ToDictionary(tag => tag.Key!, tag => tag.Value ?? "");
        var differences = new List<string>();
        foreach (var (key, value) in now.Tags())
        {
            var word = key switch
            {
                StepIngredients.CodeTag => "code changed",
                StepIngredients.EnvironmentTag => "environment changed",
                StepIngredients.CommandTag => "command changed",
                _ => null,
            };
            if (word is not null && was.GetValueOrDefault(key) != value)
            {
                differences.Add(word);
            }
        }

        differences.AddRange(ValueDifferences(now.Comparable(), ValuesOf(was)));
        return differences;
    }

    private static IEnumerable<string> ValueDifferences(
        Dictionary<string, string> now, Dictionary<string, string> was)
    {
        foreach (var name in now.Keys.Union(was.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (was.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (before == after)
            {
                continue;
            }

            yield return (before, after) switch
            {
                (null, _) => $"{name} is new",
                (_, null) => $"{name} is gone",
                _ when IsContent(before) || IsContent(after) => $"{name} changed",
                _ => $"{name} {Shortened(before)} → {Shortened(after)}",
            };
        }
    }

    private static Dictionary<string, string> ValuesOf(Dictionary<string, string> tags)
    {
        try
        {
            return JsonSerializer.Deserialize(
                tags.GetValueOrDefault(StepIngredients.ValuesTag, "{}"),
                StepTagsJson.Default.DictionaryStringString) ?? [];
        }
        catch (JsonException)
        {
            // Written by something else: a comparison says less, and the key still decides.
            return [];
        }
    }

    private static bool IsContent(string value) => value.Contains("sha256:", StringComparison.Ordinal);

    private static string Shortened(string value)
    {
        var line = value.Length == 0 ? "''" : value.ReplaceLineEndings(" ");
        return line.Length <= ValueShown ? line : line[..ValueShown] + "…";
    }
}
