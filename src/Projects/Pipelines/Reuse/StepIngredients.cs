using System.Text.Json;
using System.Text.Json.Serialization;
using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Checks;

namespace Tracking.Projects.Pipelines.Reuse;

/// <summary>All that decides what a run of a step makes. Two runs with the same key make the same.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Code">The digest of the files that it depends on.</param>
/// <param name="Environment">What it needs of the machine, as a text.</param>
/// <param name="Command">With placeholders.</param>
/// <param name="Outputs">The artifacts that it leaves, as a text.</param>
/// <param name="Values">By parameter; files and artifacts by their content.</param>
internal sealed record StepIngredients(
    string Step,
    string Code,
    string Environment,
    string Command,
    string Outputs,
    IReadOnlyDictionary<string, string> Values)
{
    public const string StepTag = "tracking.step.name";
    public const string KeyTag = "tracking.step.key";
    public const string CodeTag = "tracking.step.code";
    public const string EnvironmentTag = "tracking.step.environment";
    public const string CommandTag = "tracking.step.command";
    public const string ValuesTag = "tracking.step.values";

    /// <summary>What a server takes for a tag.</summary>
    private const int TagMax = 8_000;

    /// <summary>The most of a value that is kept for comparing; a longer one is kept as its digest.</summary>
    private const int ValueMax = 200;

    /// <summary>The step's key: SHA-256 in hex.</summary>
    public string Key { get; } = ContentDigest.OfTexts(
    [
        Step, Code, Environment, Command, Outputs,
        .. Values.OrderBy(value => value.Key, StringComparer.Ordinal)
            .SelectMany(value => new[] { value.Key, value.Value }),
    ]);

    public static StepIngredients Of(
        PlannedStep step, string code, EnvironmentSpec environment, string? manager,
        IReadOnlyDictionary<string, string> values) => new(
        step.Name,
        code,
        $"{manager} {TextOf(environment)}",
        step.EntryPoint.Command,
        string.Join('\n', step.Outputs.Select(output => $"{output.Artifact} {output.File}")),
        values);

    /// <summary>What a later run compares itself with.</summary>
    public IEnumerable<KeyValuePair<string, string>> Tags()
    {
        yield return new(StepTag, Step);
        yield return new(KeyTag, Key);
        yield return new(CodeTag, Code);
        yield return new(EnvironmentTag, ContentDigest.OfTexts([Environment]));
        yield return new(CommandTag, ContentDigest.OfTexts([Command, Outputs]));
        var values = JsonSerializer.Serialize(Comparable(), StepTagsJson.Default.DictionaryStringString);
        if (values.Length <= TagMax)
        {
            yield return new(ValuesTag, values);
        }
    }

    /// <summary>The values short enough to keep.</summary>
    public Dictionary<string, string> Comparable() => Values.ToDictionary(
        value => value.Key,
        value => value.Value.Length <= ValueMax ? value.Value : $"sha256:{ContentDigest.OfTexts([value.Value])}");

    private static string TextOf(EnvironmentSpec environment) => environment is DockerSpec docker
        ? $"docker {docker.Image} {string.Join(' ', docker.Volumes)} {string.Join(' ', docker.Variables)}"
        : environment.ToString();
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StepTagsJson : JsonSerializerContext;
