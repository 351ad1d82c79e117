using System.Text.Json.Serialization;
using Tracking.Cli.Output;
using Tracking.Client.Spool;

namespace Tracking.Cli.Commands.Sync;

/// <summary>
/// What became of the spools, as JSON: <c>delivered</c> and <c>refused</c> count records, <c>remaining</c> spools.
/// </summary>
internal sealed record SyncJson(
    [property: JsonPropertyName("runs")] IReadOnlyList<SyncRunJson> Runs,
    [property: JsonPropertyName("delivered")] long Delivered,
    [property: JsonPropertyName("refused")] long Refused,
    [property: JsonPropertyName("remaining")] int Remaining)
{
    public static string Of(SpoolReport report) => JsonText.Of(
        new SyncJson(
            [.. report.Runs.Select(SyncRunJson.Of)],
            report.Runs.Sum(run => run.Delivered),
            report.Runs.Sum(run => run.Refused),
            report.Runs.Count(run => run.Outcome != SpoolRunOutcome.Delivered)),
        SyncJsonContext.Default.SyncJson,
        isIndented: true);
}

/// <summary>One spool; <c>outcome</c> is delivered, in_use or left.</summary>
internal sealed record SyncRunJson(
    [property: JsonPropertyName("run_id")] string? RunId,
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("server")] string? Server,
    [property: JsonPropertyName("outcome")] string Outcome,
    [property: JsonPropertyName("delivered")] long Delivered,
    [property: JsonPropertyName("refused")] long Refused,
    [property: JsonPropertyName("damage")] IReadOnlyList<string> Damage,
    [property: JsonPropertyName("problem")] string? Problem)
{
    public static SyncRunJson Of(SpoolRunReport run) => new(
        run.RunId,
        run.Path,
        run.Server,
        run.Outcome switch
        {
            SpoolRunOutcome.Delivered => "delivered",
            SpoolRunOutcome.InUse => "in_use",
            _ => "left",
        },
        run.Delivered,
        run.Refused,
        run.Damage,
        run.Problem);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SyncJson))]
internal sealed partial class SyncJsonContext : JsonSerializerContext;
