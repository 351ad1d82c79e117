using System.CommandLine;

namespace Tracking.Cli.Commands.Runs;

/// <summary>The option <c>--run-id</c>.</summary>
internal static class RunId
{
    public static Option<string> Create() => new("--run-id", "-r")
    {
        Description = "The run.",
        HelpName = "id",
        Required = true,
    };
}
