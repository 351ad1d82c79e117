using System.CommandLine;
using System.CommandLine.Parsing;
using Tracking.Core.Lifecycle;

namespace Tracking.Cli.Commands.Gc;

/// <summary>Which things to remove; all that are old enough where none are named.</summary>
internal sealed class GcSelection
{
    private readonly Option<string> _runs = Ids("--run-ids", "Only these runs, separated by commas.");

    private readonly Option<string> _experiments = Ids(
        "--experiment-ids", "Only these experiments with all that is in them, separated by commas.");

    private readonly Option<string> _models = Ids(
        "--logged-model-ids", "Only these logged models, separated by commas.");

    public void AddTo(Command command)
    {
        command.Add(_runs);
        command.Add(_experiments);
        command.Add(_models);
    }

    public bool IsGiven(CommandResult result) =>
        new[] { _runs, _experiments, _models }.Any(option => Split(result.GetValue(option)).Length > 0);

    public CollectionRequest Read(ParseResult parsed, TimeSpan olderThan, bool isDryRun) => new()
    {
        OlderThan = olderThan,
        IsDryRun = isDryRun,
        RunIds = Split(parsed.GetValue(_runs)),
        ExperimentIds = Split(parsed.GetValue(_experiments)),
        LoggedModelIds = Split(parsed.GetValue(_models)),
    };

    private static Option<string> Ids(string name, string description) => new(name) { Description = description };

    private static string[] Split(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
