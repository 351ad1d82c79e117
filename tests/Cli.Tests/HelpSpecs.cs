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
    [InlineData("experiments")]
    [InlineData("experiments search")]
    [InlineData("experiments csv")]
    [InlineData("runs")]
    [InlineData("runs search")]
    [InlineData("runs create")]
    [InlineData("artifacts")]
    [InlineData("artifacts download")]
    [InlineData("models")]
    [InlineData("models register")]
    [InlineData("models alias")]
    [InlineData("traces")]
    [InlineData("doctor")]
    [InlineData("completion")]
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
    [InlineData("experiments get", "Give either --experiment-id or --experiment-name.")]
    [InlineData("experiments delete -x 1 -n a", "Give either --experiment-id or --experiment-name.")]
    [InlineData("experiments create", "--experiment-name")]
    [InlineData("experiments search -v some", "--view is 'some', expected active_only, deleted_only, all.")]
    [InlineData("runs search --max-results 0", "--max-results is '0', expected a whole number from 1.")]
    [InlineData("runs search --output xml", "--output is 'xml', expected table or json or csv.")]
    [InlineData("runs search -c bogus", "--columns names 'bogus', expected metrics.NAME, params.NAME, tags.NAME")]
    [InlineData("runs describe", "--run-id")]
    [InlineData("runs describe -r x --output csv", "--output is 'csv', expected table or json.")]
    [InlineData("runs create -t novalue", "--tags is 'novalue', expected key=value.")]
    [InlineData("runs create --status DONE", "--status is 'DONE', expected RUNNING, SCHEDULED, FINISHED")]
    [InlineData("runs create -x 1 -n a", "Give either --experiment-id or --experiment-name.")]
    [InlineData("artifacts download", "Give either --run-id or --artifact-uri.")]
    [InlineData("artifacts download -u models:/a/1 -a x", "--artifact-path goes with --run-id only.")]
    [InlineData("artifacts download -u ./folder", "--artifact-uri is './folder', expected runs:/run_id/path")]
    [InlineData("models register -m ./folder -n a", "--model-uri is './folder', expected runs:/run_id/path")]
    [InlineData("models describe -n a -v one", "--version is 'one', expected a whole number from 1.")]
    [InlineData("completion tcsh", "tcsh")]
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
