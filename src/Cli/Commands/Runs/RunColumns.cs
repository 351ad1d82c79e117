using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Contracts.Runs;

namespace Tracking.Cli.Commands.Runs;

/// <summary>Columns of runs, those of the run itself and those of what it logged.</summary>
internal static class RunColumns
{
    private static readonly Column<Run> Name = new("run_name", run => run.Info?.RunName) { Shrinks = true };

    private static readonly Column<Run> Status = new("status", run => StatusOf(run)) { Ink = InkOf };

    private static readonly Column<Run> Start = new("start_time", run => CellText.Time(run.Info?.StartTime));

    private static readonly Dictionary<string, Column<Run>> Own = new Column<Run>[]
    {
        new("run_id", run => run.Info?.RunId),
        Name,
        Status,
        Start,
        new("end_time", run => CellText.Time(run.Info?.EndTime)),
        new("duration", run => DurationOf(run.Info)) { IsNumber = true },
        new("experiment_id", run => run.Info?.ExperimentId),
        new("user_id", run => run.Info?.UserId) { Shrinks = true },
        new("lifecycle_stage", run => run.Info?.LifecycleStage),
        new("artifact_uri", run => run.Info?.ArtifactUri) { Shrinks = true },
    }.ToDictionary(column => column.Name);

    /// <summary>What a list of runs shows of itself.</summary>
    public static IReadOnlyList<Column<Run>> Usual { get; } =
        [Own["run_id"], Name, Status, Start, Own["duration"]];

    /// <summary>The option <c>--columns</c>.</summary>
    public static Option<string[]> CreateOption()
    {
        var option = new Option<string[]>("--columns", "-c")
        {
            Description = "What to show of each run: metrics.NAME, params.NAME, tags.NAME, or one of "
                + string.Join(", ", Own.Keys) + ". Separated by commas, or repeated.",
            HelpName = "columns",
        };
        option.Validators.Add(result =>
        {
            var names = result.Tokens.SelectMany(token => Names(token.Value));
            foreach (var name in names.Where(name => Find(name) is null))
            {
                result.AddError($"--columns names '{name}', expected metrics.NAME, params.NAME, tags.NAME or one of "
                    + string.Join(", ", Own.Keys) + ".");
            }
        });
        option.CompletionSources.Add([.. Own.Keys, "metrics.", "params.", "tags."]);
        return option;
    }

    /// <summary>The columns that were asked for, the run's id first; none if none were.</summary>
    public static IReadOnlyList<Column<Run>> Chosen(IEnumerable<string>? texts) =>
        [.. (texts ?? []).SelectMany(Names).Distinct().Select(name => Find(name)!)];

    /// <summary>The value of a parameter, metric or tag.</summary>
    public static Column<Run>? Logged(string kind, string key) => kind switch
    {
        "metrics" => new($"metrics.{key}", run => run.Data?.Metrics?.FirstOrDefault(each => each.Key == key)?.Value)
        {
            IsNumber = true,
        },
        "params" => new($"params.{key}", run => run.Data?.Params?.FirstOrDefault(each => each.Key == key)?.Value)
        {
            Shrinks = true,
        },
        "tags" => new($"tags.{key}", run => run.Data?.Tags?.FirstOrDefault(each => each.Key == key)?.Value)
        {
            Shrinks = true,
        },
        _ => null,
    };

    public static string? StatusOf(Run run) => run.Info?.Status?.ToString().ToUpperInvariant();

    public static TimeSpan? DurationOf(RunInfo? info) => info is { StartTime: > 0, EndTime: > 0 }
        ? TimeSpan.FromMilliseconds(info.EndTime.Value - info.StartTime.Value)
        : null;

    private static IEnumerable<string> Names(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Column<Run>? Find(string name) => Own.TryGetValue(name, out var own)
        ? own
        : name.Split('.', 2) is [var kind, { Length: > 0 } key] ? Logged(kind, key) : null;

    private static Ink InkOf(Run run) => run.Info?.Status switch
    {
        RunStatus.Finished => Ink.Good,
        RunStatus.Failed or RunStatus.Killed => Ink.Bad,
        RunStatus.Running or RunStatus.Scheduled => Ink.Busy,
        _ => Ink.Plain,
    };
}
