using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracking.Projects;

namespace Tracking.Cli.Commands.Projects;

/// <summary>The result of a run as one line of JSON.</summary>
internal sealed record RunJson(
    [property: JsonPropertyName("run_id")] string RunId,
    [property: JsonPropertyName("experiment_id")] string ExperimentId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("exit_code")] int? ExitCode)
{
    /// <summary>Of a workflow; left out for a single run.</summary>
    [JsonPropertyName("steps")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StepJson>? Steps { get; init; }

    public static string Of(ProjectRunResult result) => JsonSerializer.Serialize(
        new RunJson(
            result.RunId, result.ExperimentId, result.Status.ToString().ToUpperInvariant(), result.ExitCode)
        {
            Steps = result.Steps.Count == 0 ? null :
            [
                .. result.Steps.Select(step => new StepJson(
                    step.Id, step.Title, step.State.ToString().ToUpperInvariant(), step.RunId, step.Reason)),
            ],
        },
        RunJsonContext.Readable.RunJson);
}

/// <summary>A step of a workflow.</summary>
internal sealed record StepJson(
    [property: JsonPropertyName("step")] string Step,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("run_id")] string? RunId,
    [property: JsonPropertyName("reason")] string Reason);

[JsonSerializable(typeof(RunJson))]
internal sealed partial class RunJsonContext : JsonSerializerContext
{
    /// <summary>Texts as they are, without escapes that only HTML would need.</summary>
    public static RunJsonContext Readable { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
