using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary>What a command said and how it ended.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var errors = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, errors, Patience.Token());
        return new CommandRun(code, output.ToString(), errors.ToString());
    }
}
