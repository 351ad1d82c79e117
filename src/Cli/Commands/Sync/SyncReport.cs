using Tracking.Cli.Output;
using Tracking.Client.Spool;

namespace Tracking.Cli.Commands.Sync;

/// <summary>Tells what became of each spool: a person as it happens, a program at the end.</summary>
internal sealed class SyncReport(CommandOutput output, bool isJson) : IProgress<SpoolRunReport>
{
    public void Report(SpoolRunReport value)
    {
        if (!isJson)
        {
            output.Results.WriteLine(LineOf(value));
        }

        foreach (var damage in value.Damage)
        {
            output.Notes.WriteLine($"Warning: {value.Path} is damaged: {damage}. What is valid was delivered.");
        }

        if (value.Problem is { } problem)
        {
            output.Notes.WriteLine($"Warning: {value.Path} is left: {problem}.");
        }
    }

    /// <summary>The whole, when all is done.</summary>
    public string Summarize(SpoolReport report) => isJson
        ? SyncJson.Of(report)
        : $"{Count(report, SpoolRunOutcome.Delivered)} delivered, {Count(report, SpoolRunOutcome.InUse)} in use, "
            + $"{Count(report, SpoolRunOutcome.Left)} left.";

    private static string LineOf(SpoolRunReport run) => run.Outcome switch
    {
        SpoolRunOutcome.Delivered => $"delivered run {run.RunId}: {run.Delivered} records, "
            + $"{run.Refused} of them refused",
        SpoolRunOutcome.InUse => $"in use: {run.Path} (run {run.RunId}); its process delivers it",
        _ => $"left: {run.Path} (run {run.RunId ?? "unknown"})",
    };

    private static int Count(SpoolReport report, SpoolRunOutcome outcome) =>
        report.Runs.Count(run => run.Outcome == outcome);
}
