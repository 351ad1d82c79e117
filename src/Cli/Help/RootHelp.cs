using System.CommandLine;

namespace Tracking.Cli.Help;

/// <summary>The first page of the help: all commands on one screen.</summary>
internal static class RootHelp
{
    private const int NameWidth = 14;

    private static readonly (string Title, string[] Commands)[] Groups =
    [
        ("Track", ["experiments", "runs", "artifacts", "traces", "sync"]),
        ("Models", ["models", "serve", "predict"]),
        ("Projects", ["run", "environments"]),
        ("Server", ["server", "db", "gc"]),
        ("This machine", ["doctor", "completion"]),
    ];

    public static void Write(RootCommand root, TextWriter output)
    {
        output.WriteLine(root.Description);
        output.WriteLine("\nUsage:\n  tracking COMMAND [options]\n  tracking COMMAND --help\n");
        var commands = root.Subcommands.Where(command => !command.Hidden).ToList();
        foreach (var (title, names) in Groups)
        {
            Write(title, names.SelectMany(name => commands.Where(command => command.Name == name)), output);
        }

        Write("More", commands.Where(command => !Groups.Any(group => group.Commands.Contains(command.Name))), output);
        output.WriteLine("""
            Environment:
              MLFLOW_TRACKING_URI       the server, also --tracking-uri; http://127.0.0.1:5000 by default
              MLFLOW_TRACKING_USERNAME  and _PASSWORD, or MLFLOW_TRACKING_TOKEN: credentials
              MLFLOW_EXPERIMENT_NAME    the experiment where none is named
              NO_COLOR                  no colours

            Examples:
              tracking server --backend-store-uri sqlite:///mlflow.db
              tracking runs search -n digits -f "metrics.accuracy > 0.9" --order-by "metrics.accuracy DESC"
              tracking models register -m runs:/RUN_ID/model -n digits --alias champion
              tracking serve -m models:/digits@champion --port 5001
            """.ReplaceLineEndings("\n"));
    }

    private static void Write(string title, IEnumerable<Command> commands, TextWriter output)
    {
        var lines = commands.Select(command => $"  {command.Name.PadRight(NameWidth)}{command.Description}").ToList();
        if (lines.Count > 0)
        {
            output.WriteLine($"{title}:\n{string.Join('\n', lines)}\n");
        }
    }
}
