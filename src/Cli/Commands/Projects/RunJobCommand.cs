using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Client;
using Tracking.Projects;

namespace Tracking.Cli.Commands.Projects;

/// <summary><c>tracking run-job</c>: what the jobs of a backend start; not for people.</summary>
internal static class RunJobCommand
{
    public static Command Create(CommandOutput output)
    {
        var folder = new Argument<string>("folder") { Description = "The job's folder." };
        var finish = new Option<string?>("--finish")
        {
            Description = "The job of this number is over: end its run if it did not.",
        };
        var command = new Command("run-job", "Carry out a run that was handed to a backend.")
        {
            folder, finish,
        };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => ProjectErrors.ToExitCodeAsync(
            output,
            () => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(finish), output, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        string folder, string? finished, CommandOutput output, CancellationToken cancellationToken)
    {
        await using var client = new TrackingClient();
        await using var standardError = Console.OpenStandardError();
        await using var standardOutput = Console.OpenStandardOutput();
        var runner = new ProjectRunner(client, new ProjectRunnerOptions
        {
            StandardOutput = standardOutput,
            StandardError = standardError,
            Log = line => output.Notes.WriteLine("tracking: " + line),
        });
        if (finished is not null)
        {
            await runner.FinishJobAsync(folder, finished, cancellationToken);
            return ExitCodes.Success;
        }

        // The backend shows the program's own exit code.
        var result = await runner.RunJobAsync(folder, cancellationToken);
        return result.ExitCode ?? ExitCodes.Failure;
    }
}
