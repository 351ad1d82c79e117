using System.CommandLine;
using Tracking.Cli.Commands.Projects.Progress;
using Tracking.Cli.Output;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects;

namespace Tracking.Cli.Commands.Projects;

/// <summary><c>tracking run</c>: a project as a recorded run.</summary>
internal static class RunCommand
{
    public static Command Create(CommandOutput output)
    {
        var options = new RunOptions();
        var command = new Command(
            "run", "Run a project: a folder, zip file or git URL, or runs:/run_id to repeat a run.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ProjectErrors.ToExitCodeAsync(
            output, () => RunAsync(options.Read(parsed), output, cancellationToken)));
        return command;
    }

    private static IRunScreen ScreenFor(RunSettings settings, CommandOutput output)
    {
        var standardError = Console.OpenStandardError();
        var standardOutput = settings.Json ? Console.OpenStandardError() : Console.OpenStandardOutput();
        return Console.IsErrorRedirected
            ? new PlainScreen(output.Notes, standardOutput, standardError)
            : new LiveScreen(
                output.Notes,
                standardOutput,
                standardError,
                static () => (Console.WindowWidth, Console.WindowHeight),
                TimeProvider.System);
    }

    private static async Task<int> RunAsync(
        RunSettings settings, CommandOutput output, CancellationToken cancellationToken)
    {
        await using var client = new TrackingClient(settings.TrackingUri);
        await using var screen = ScreenFor(settings, output);
        var runner = new ProjectRunner(client, new ProjectRunnerOptions
        {
            StandardOutput = screen.StandardOutput,
            StandardError = screen.StandardError,
            Log = screen.Log,
            Progress = screen.Show,
            ToolCommand = OwnProgram.Words(),
        });
        var result = await runner.RunAsync(settings.Request, cancellationToken);
        if (settings.Json)
        {
            await output.Results.WriteLineAsync(RunJson.Of(result));
        }
        else
        {
            await output.Notes.WriteLineAsync(
                $"tracking: run {result.RunId} {result.Status.ToString().ToUpperInvariant()}" +
                (result.ExitCode is { } code and not 0 ? $" (exit code {code})" : ""));
        }

        return result.Status == RunStatus.Finished ? ExitCodes.Success : ExitCodes.Failure;
    }
}

/// <summary>What the command line asked for.</summary>
internal sealed record RunSettings(ProjectRunRequest Request, string? TrackingUri, bool Json);
