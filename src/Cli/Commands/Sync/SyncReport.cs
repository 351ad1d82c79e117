using Tracking.Cli.Output;
using Tracking.Client.Spool;

namespace Tracking.Cli.Commands.Sync;

/// <summary>Tells a person what became of each spool, as it happens.</summary>
internal sealed class SyncReport(CommandOutput output) : IProgress<SpoolRunReport>
{
    public void Report(SpoolRunReport value)
    {
        output.Results.WriteLine(value.Outcome switch
        {
            SpoolRunOutcome.Delivered => $"delivered run {value.RunId}: {value.Delivered} records, "
                + $"{value.Refused} of them refused",
            SpoolRunOutcome.InUse => $"in use: {value.Path} (run {value.RunId}); its process delivers it",
            _ => $"left: {value.Path} (run {value.RunId ?? "unknown"})",
        });
        foreach (var damage in value.Damage)
        {
            output.Notes.WriteLine($"Warning: {value.Path} is damaged: {damage}. What is valid was delivered.");
        }

        if (value.Problem is { } problem)
        {
            output.Notes.WriteLine($"Warning: {value.Path} is left: {problem}.");
        }
    }

    public static string Summarize(SpoolReport report) =>
        $"{Count(report, SpoolRunOutcome.Delivered)} delivered, {Count(report, SpoolRunOutcome.InUse)} in use, "
        + $"{Count(report, SpoolRunOutcome.Left)} left.";

    private static int Count(SpoolReport report, SpoolRunOutcome outcome) =>
        report.Runs.Count(run => run.Outcome == outcome);
}
