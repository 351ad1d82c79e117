using System.CommandLine;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands.Runs;

/// <summary><c>tracking runs</c>: MLflow's verbs for runs.</summary>
internal static class RunsCommand
{
    public static Command Create(CommandOutput output) => new("runs", "Find, show, create and change runs.")
    {
        RunQueries.Search(output),
        RunQueries.Describe(output),
        RunQueries.Metrics(output),
        RunsDiff.Create(output),
        RunChanges.Create(output),
        RunChanges.Update(output),
        RunChanges.Delete(output),
        RunChanges.Restore(output),
        RunChanges.LinkTraces(output),
    };
}
