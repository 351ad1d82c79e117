using System.CommandLine;
using System.Globalization;
using Tracking.Cli.Output;
using Tracking.Client;
using Tracking.Projects;
using Tracking.Projects.Environments;

namespace Tracking.Cli.Commands.Projects;

/// <summary><c>tracking environments</c>: what runs of projects have built and kept.</summary>
internal static class EnvironmentsCommand
{
    public static Command Create(CommandOutput output)
    {
        var list = new Command("list", "List the environments that are kept for the next run.");
        list.SetAction((_, cancellationToken) => WithRunnerAsync(runner => PrintAsync(
            runner.ListEnvironments(), "No environments are kept.", output, cancellationToken)));
        var days = new Option<double>("--unused-days")
        {
            Description = "Delete those that no run used for so many days; 0 deletes all.",
            DefaultValueFactory = _ => 30,
        };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is < 0 or > 36_500)
            {
                result.AddError("--unused-days must be 0 to 36500.");
            }
        });
        var prune = new Command("prune", "Delete environments that were not used for long.") { days };
        prune.SetAction((parsed, cancellationToken) => WithRunnerAsync(runner => PrintAsync(
            runner.PruneEnvironments(TimeProvider.System.GetUtcNow().AddDays(-parsed.GetValue(days))),
            "Nothing to delete.",
            output,
            cancellationToken)));
        return new Command("environments", "Show and delete the environments of projects.") { list, prune };
    }

    private static async Task<int> WithRunnerAsync(Func<ProjectRunner, Task> work)
    {
        await using var client = new TrackingClient();
        await work(new ProjectRunner(client, new ProjectRunnerOptions()));
        return ExitCodes.Success;
    }

    private static async Task PrintAsync(
        IReadOnlyList<CachedEnvironment> environments,
        string nothing,
        CommandOutput output,
        CancellationToken cancellationToken)
    {
        foreach (var environment in environments)
        {
            await output.Results.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{environment.Manager,-12}{environment.LastUsed:yyyy-MM-dd HH:mm}{environment.Bytes >> 20,8} MB  " +
                $"{environment.Folder}"));
        }

        if (environments.Count == 0)
        {
            await output.Notes.WriteLineAsync(nothing);
        }

        await output.Results.FlushAsync(cancellationToken);
    }
}
