using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class HelpSpecs
{
    public static TheoryData<string> Pages =>
    [
        "", "server", "serve", "gc", "db", "db backup", "run", "environments prune", "experiments",
        "experiments search", "experiments csv", "runs", "runs search", "runs create", "runs diff",
        "artifacts", "artifacts download", "models", "models register", "models alias", "models convert", "traces",
        "sync", "predict", "doctor", "completion",
    ];

    /// <summary>A command line and what the error must name.</summary>
    public static TheoryData<string, string> Mistakes => new()
    {
        { "serve", "--model-uri" },
        { "serve -m models:/", "--model-uri is 'models:/', expected models:/name@alias" },
        { "server --port 70000", "--port is '70000', expected a port from 0 to 65535." },
        { "server --port x", "--port is 'x', expected a port from 0 to 65535." },
        { "server --bogus", "--bogus" },
        { "server --log-level loud", "--log-level is 'loud', expected debug, info" },
        { "server --log-format xml", "--log-format is 'xml', expected text or json." },
        { "server --max-requests many", "--max-requests is 'many', expected a whole number." },
        { "server --request-timeout soon", "--request-timeout is 'soon', expected a number of seconds." },
        { "gc --tracking-uri http://x --compact", "--tracking-uri goes with --older-than and --dry-run only." },
        { "db backup x.db", "--output" },
        { "server --lost-after soon", "--lost-after: 'soon' is no age" },
        { "nonsense", "nonsense" },
        { "experiments get", "Give either --experiment-id or --experiment-name." },
        { "experiments delete -x 1 -n a", "Give either --experiment-id or --experiment-name." },
        { "experiments create", "--experiment-name" },
        { "experiments search -v some", "--view is 'some', expected active_only, deleted_only, all." },
        { "runs search --max-results 0", "--max-results is '0', expected a whole number from 1." },
        { "runs search --output xml", "--output is 'xml', expected table or json or csv." },
        { "runs search -c bogus", "--columns names 'bogus', expected metrics.NAME, params.NAME, tags.NAME" },
        { "runs describe", "--run-id" },
        { "runs describe -r x --output csv", "--output is 'csv', expected table or json." },
        { "runs create -t novalue", "--tags is 'novalue', expected key=value." },
        { "runs create --status DONE", "--status is 'DONE', expected RUNNING, SCHEDULED, FINISHED" },
        { "runs create -x 1 -n a", "Give either --experiment-id or --experiment-name." },
        { "artifacts download", "Give either --run-id or --artifact-uri." },
        { "artifacts download -u models:/a/1 -a x", "--artifact-path goes with --run-id only." },
        { "artifacts download -u ./folder", "--artifact-uri is './folder', expected runs:/run_id/path" },
        { "models register -m ./folder -n a", "--model-uri is './folder', expected runs:/run_id/path" },
        { "models describe -n a -v one", "--version is 'one', expected a whole number from 1." },
        {
            "models alias set -n a -a b -v 1 --expected-version x",
            "--expected-version is 'x', expected a whole number from 0."
        },
        { "completion tcsh", "tcsh" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Help_is_the_approved_one(string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var (code, output, errors) = await RunAsync([.. words, "--help"]);

        Assert.Equal((ExitCodes.Success, ""), (code, errors));
        Approve.Text(output.Replace("testhost", "tracking"), command.Replace(' ', '-'));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_wrong_command_line_names_the_mistake_and_exits_2(string line, string named)
    {
        var (code, output, errors) = await RunAsync(line.Split(' '));

        Assert.Equal((ExitCodes.Usage, ""), (code, output));
        Assert.Contains(named, errors);
        Assert.Contains("--help", errors);
    }

    [Fact]
    public async Task A_word_that_is_no_command_is_one_problem()
    {
        var (_, _, errors) = await RunAsync(["experiments", "bogus"]);

        Assert.Equal(
            ["Error: Unrecognized command or argument 'bogus'.", "Try 'tracking experiments --help'."],
            errors.TrimEnd().Split('\n'));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, errors, Patience.Token());
        return (code, output.ToString(), errors.ToString());
    }
}
