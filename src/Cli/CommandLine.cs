using System.CommandLine;
using System.CommandLine.Help;
using Tracking.Cli.Commands.Db;
using Tracking.Cli.Commands.Gc;
using Tracking.Cli.Commands.Projects;
using Tracking.Cli.Commands.Serve;
using Tracking.Cli.Commands.Server;
using Tracking.Cli.Output;

namespace Tracking.Cli;

/// <summary>The command line of <c>tracking</c>.</summary>
public static class CommandLine
{
    /// <summary>Runs one command line; the exit code is one of <see cref="ExitCodes"/>.</summary>
    public static async Task<int> RunAsync(
        string[] arguments,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken = default)
    {
        // Without a command a newcomer wants to know which there are.
        var parsed = Build(new CommandOutput(output, error)).Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                await error.WriteLineAsync($"Error: {problem.Message}");
            }

            await error.WriteLineAsync($"Try '{Path(parsed.CommandResult.Command)} --help'.");
            return ExitCodes.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    private static RootCommand Build(CommandOutput output)
    {
        var root = new RootCommand("Track, register and serve models; wire-compatible with MLflow.")
        {
            ServerCommand.Create(output),
            ServeCommand.Create(output),
            GcCommand.Create(output),
            DbCommand.Create(output),
            RunCommand.Create(output),
            EnvironmentsCommand.Create(output),
        };
        KeepShortHFree(root);
        return root;
    }

    /// <summary>MLflow's <c>-h</c> is <c>--host</c>, so help answers to <c>--help</c> and <c>-?</c> only.</summary>
    private static void KeepShortHFree(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Aliases.Remove("-h");
            help.Aliases.Remove("/h");
            help.Aliases.Remove("/?");
        }
    }

    private static string Path(Command command) =>
        command is RootCommand ? "tracking" : $"{Path(command.Parents.OfType<Command>().First())} {command.Name}";
}
