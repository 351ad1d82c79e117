using System.CommandLine;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands.Experiments;

/// <summary><c>tracking experiments</c>: MLflow's verbs for experiments.</summary>
internal static class ExperimentsCommand
{
    public static Command Create(CommandOutput output) =>
        new("experiments", "Create, find, change and export experiments.")
        {
            ExperimentChanges.Create(output),
            ExperimentQueries.Search(output),
            ExperimentQueries.Get(output),
            ExperimentQueries.Csv(output),
            ExperimentChanges.Delete(output),
            ExperimentChanges.Restore(output),
            ExperimentChanges.Rename(output),
            ExperimentChanges.Update(output),
        };
}
