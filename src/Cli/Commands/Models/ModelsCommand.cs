using System.CommandLine;
using Tracking.Cli.Commands.Models.Inspection;
using Tracking.Cli.Commands.Models.Packaging;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands.Models;

/// <summary><c>tracking models</c>: the model registry.</summary>
internal static class ModelsCommand
{
    public static Command Create(CommandOutput output) =>
        new("models", "Register models, and find, name and change their versions.")
        {
            ModelQueries.Search(output),
            ModelQueries.Describe(output),
            ModelQueries.Versions(output),
            ModelRegistration.Register(output),
            ModelRegistration.Create(output),
            ModelChanges.Update(output),
            ModelChanges.Rename(output),
            ModelChanges.Delete(output),
            ModelChanges.Transition(output),
            ModelNames.Aliases(output),
            ModelNames.Tags(output),
            ModelRegistration.Download(output),
            ModelPrediction.Create(output),
            ModelInspectionCommands.Validate(output),
            ModelConversion.Convert(output),
            ModelConversion.Exporter(output),
            PackageCommands.Dockerfile(output),
            PackageCommands.Context(output),
            PackageCommands.Compose(output),
            PackageCommands.Kubernetes(output),
            PackageCommands.KServe(output),
        };
}
