using System.CommandLine;
using System.CommandLine.Help;
using Tracking.Cli.Commands.Artifacts;
using Tracking.Cli.Commands.Completion;
using Tracking.Cli.Commands.Db;
using Tracking.Cli.Commands.Doctor;
using Tracking.Cli.Commands.Experiments;
using Tracking.Cli.Commands.Gc;
using Tracking.Cli.Commands.Models;
using Tracking.Cli.Commands.Predict;
using Tracking.Cli.Commands.Projects;
using Tracking.Cli.Commands.Runs;
using Tracking.Cli.Commands.Serve;
using Tracking.Cli.Commands.Server;
using Tracking.Cli.Commands.Traces;
using Tracking.Cli.Help;
using Tracking.Cli.Commands.Sync;
using Tracking.Cli.Output;

namespace Tracking.Cli;

/// <summary>The command line of <c>tracking</c>.</summary>
public static class CommandLine
{
    private static readonly (string Name, Func<CommandOutput, Command> Create)[] Commands =
    [
        ("server", ServerCommand.Create),
        ("serve", ServeCommand.Create),
        ("experiments", ExperimentsCommand.Create),
        ("runs", RunsCommand.Create),
        ("artifacts", ArtifactsCommand.Create),
        ("models", ModelsCommand.Create),
        ("traces", TracesCommand.Create),
        ("gc", GcCommand.Create),
        ("db", DbCommand.Create),
        ("predict", PredictCommand.Create),
        ("run", RunCommand.Create),
        ("run-job", RunJobCommand.Create),
        ("environments", EnvironmentsCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("completion", CompletionCommand.Create),
        ("sync", SyncCommand.Create),
    ];

    /// <summary>Runs one command line; the exit code is one of <see cref="ExitCodes"/>.</summary>
    public static async Task<int> RunAsync(
        string[] arguments,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken = default)
    {
        // Without a command a newcomer wants to know which there are.
        var root = Build(arguments, new CommandOutput(output, error, Screen.Of(output)));
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            // A word that is no command says more than that one is missing.
            var isUnknown = parsed.Errors.Count > 1
                && parsed.UnmatchedTokens.Count > 0
                && parsed.CommandResult.Command.Subcommands.Count > 0;
            foreach (var problem in parsed.Errors.Skip(isUnknown ? 1 : 0))
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

    private static RootCommand Build(string[] arguments, CommandOutput output)
    {
        var root = new RootCommand("Track, register and serve models; wire-compatible with MLflow.");
        // All commands take tens of milliseconds to make; the one that is called is enough, except to complete words.
        var called = Commands.Where(one => one.Name == arguments.FirstOrDefault()).ToList();
        foreach (var (_, create) in called is [{ Name: not "completion" }] ? called : [.. Commands])
        {
            root.Subcommands.Add(create(output));
        }

        KeepShortHFree(root);
        HelpLayout.Apply(root);
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
