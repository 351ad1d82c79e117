using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class HelpSpecs
{
    [Theory]
    [InlineData("")]
    [InlineData("server")]
    [InlineData("serve")]
    [InlineData("gc")]
    [InlineData("db")]
    [InlineData("db backup")]
    [InlineData("run")]
    [InlineData("environments prune")]
    public async Task Help_is_the_approved_one(string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var (code, output, errors) = await RunAsync([.. words, "--help"]);

        Assert.Equal((ExitCodes.Success, ""), (code, errors));
        Approve.Text(output.Replace("testhost", "tracking"), command.Replace(' ', '-'));
    }

    [Theory]
    [InlineData("serve", "--model-uri")]
    [InlineData("serve -m models:/", "--model-uri is 'models:/', expected models:/name@alias")]
    [InlineData("server --port 70000", "--port is '70000', expected a port from 0 to 65535.")]
    [InlineData("server --port x", "--port is 'x', expected a port from 0 to 65535.")]
    [InlineData("server --bogus", "--bogus")]
    [InlineData("server --log-level loud", "--log-level is 'loud', expected debug, info")]
    [InlineData("server --log-format xml", "--log-format is 'xml', expected text or json.")]
    [InlineData("server --max-requests many", "--max-requests is 'many', expected a whole number.")]
    [InlineData("server --request-timeout soon", "--request-timeout is 'soon', expected a number of seconds.")]
    [InlineData("gc --tracking-uri http://x --compact", "--tracking-uri goes with --older-than and --dry-run only.")]
    [InlineData("db backup x.db", "--output")]
    [InlineData("server --lost-after soon", "--lost-after: 'soon' is no age")]
    [InlineData("nonsense", "nonsense")]
    public async Task A_wrong_command_line_names_the_mistake_and_exits_2(string line, string named)
    {
        var (code, output, errors) = await RunAsync(line.Split(' '));

        Assert.Equal((ExitCodes.Usage, ""), (code, output));
        Assert.Contains(named, errors);
        Assert.Contains("--help", errors);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, errors, Patience.Token());
        return (code, output.ToString(), errors.ToString());
    }
}
