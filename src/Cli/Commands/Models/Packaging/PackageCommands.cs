using System.CommandLine;
using Tracking.Cli.Commands.Serve;
using Tracking.Cli.Output;
using Tracking.Models.Format;
using Tracking.Serving.Core;

namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>Images and manifests that serve a model.</summary>
internal static class PackageCommands
{
    public static Command Dockerfile(CommandOutput output)
    {
        var options = new PackageOptions(takesFolders: false);
        var folder = Folder("mlflow-dockerfile");
        var command = new Command(
            "generate-dockerfile", "Write a Dockerfile whose image fetches a model and serves it.") { folder };
        Add(command, options.Model);
        command.SetAction((parsed, cancellationToken) => ReportAsync(output, async () =>
        {
            var target = parsed.GetValue(folder)!;
            BuildContext.Claim(target);
            await File.WriteAllTextAsync(
                Path.Combine(target, "Dockerfile"), Dockerfiles.Fetching(options.Read(parsed)), cancellationToken);
            await TellBuildAsync(output, target);
        }));
        return command;
    }

    public static Command Context(CommandOutput output)
    {
        var options = new PackageOptions(takesFolders: true);
        var folder = Folder("tracking-context");
        var command = new Command(
            "build-context", "Write a folder for docker build with the model and this tool in it.") { folder };
        Add(command, options.Model);
        command.SetAction((parsed, cancellationToken) => ReportAsync(output, async () =>
        {
            var plan = options.Read(parsed);
            var target = parsed.GetValue(folder)!;
            await using var source = new RegistryModelSource(plan.TrackingUri);
            await BuildContext.WriteAsync(plan.Model, source, target, cancellationToken);
            await TellBuildAsync(output, target);
        }));
        return command;
    }

    public static Command Compose(CommandOutput output) => Manifest(
        output, "generate-compose", "Write a compose file that serves a model.", ComposeFile.Write, isCluster: false);

    public static Command Kubernetes(CommandOutput output) => Manifest(
        output,
        "generate-kubernetes",
        "Write Deployment, Service, autoscaler and disruption budget for a model.",
        KubernetesManifests.Write,
        isCluster: true);

    public static Command KServe(CommandOutput output) => Manifest(
        output,
        "generate-kserve",
        "Write KServe's ServingRuntime and InferenceService for a model.",
        KServeManifests.Write,
        isCluster: true);

    private static Command Manifest(
        CommandOutput output, string name, string description, Func<PackagePlan, string> write, bool isCluster)
    {
        var options = new PackageOptions(takesFolders: false);
        var command = new Command(name, description + " It goes to standard output.");
        Add(command, options.Model);
        Add(command, options.Objects);
        if (isCluster)
        {
            Add(command, options.Cluster);
        }

        command.SetAction((parsed, _) => ReportAsync(output, async () =>
        {
            var plan = options.Read(parsed);
            if (isCluster && plan.TrackingUri is null)
            {
                throw new ServingException(
                    ServingError.ModelUnusable,
                    "Name the server that knows the model with --tracking-uri or MLFLOW_TRACKING_URI.");
            }

            await output.Results.WriteAsync(write(plan));
        }));
        return command;
    }

    private static Option<string> Folder(string fallback) => new("--output-directory", "-d")
    {
        Description = "The folder to write; it must be empty or not yet there.",
        HelpName = "folder",
        DefaultValueFactory = _ => fallback,
    };

    private static void Add(Command command, IReadOnlyList<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    private static Task TellBuildAsync(CommandOutput output, string folder) =>
        output.Results.WriteLineAsync($"Wrote {folder}. Build it: docker build -t IMAGE '{folder}'");

    private static async Task<int> ReportAsync(CommandOutput output, Func<Task> work)
    {
        try
        {
            await work();
            return ExitCodes.Success;
        }
        catch (Exception error) when (error is ServingException or ModelLoadException or IOException
            or UnauthorizedAccessException)
        {
            return await output.FailAsync(error.Message);
        }
    }
}
