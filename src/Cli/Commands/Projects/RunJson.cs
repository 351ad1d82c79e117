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
    public static string Of(ProjectRunResult result) => JsonSerializer.Serialize(
        new RunJson(
            result.RunId, result.ExperimentId, result.Status.ToString().ToUpperInvariant(), result.ExitCode),
        RunJsonContext.Default.RunJson);
}

[JsonSerializable(typeof(RunJson))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
