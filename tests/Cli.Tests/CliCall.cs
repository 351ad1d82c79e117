using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary>What a command line gave, run within the process of the test.</summary>
internal sealed record CliCall(int Code, string Output, string Errors)
{
    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Output.TrimEnd('\n').Split('\n');

    public static async Task<CliCall> RunAsync(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var errors = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, errors, Patience.Token());
        return new CliCall(code, output.ToString(), errors.ToString());
    }

    /// <summary>What it wrote, when it must succeed.</summary>
    public static async Task<CliCall> SucceedAsync(params string[] arguments)
    {
        var call = await RunAsync(arguments);
        Assert.True(call.Code == 0, $"{string.Join(' ', arguments)} gave {call.Code}: {call.Errors}");
        return call;
    }
}
