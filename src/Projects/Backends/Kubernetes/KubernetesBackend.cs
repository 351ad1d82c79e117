using System.Globalization;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Environments;
using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;
using Tracking.Projects.Records;

namespace Tracking.Projects.Backends.Kubernetes;

/// <summary>
/// Kubernetes Jobs, as MLflow's backend has them: an image of the project is pushed, and a job made of a template runs
/// it. The program's own logging lands in the run; this process keeps its output and says how it ended.
/// </summary>
internal sealed class KubernetesBackend(TrackingClient client, ProjectRunnerOptions options) : IProjectBackend
{
    /// <summary>What the container is told in place of the server's address, as MLflow reads it.</summary>
    private const string TrackingUriVariable = "KUBE_MLFLOW_TRACKING_URI";

    /// <summary>What a project cannot set: it would log to another run.</summary>
    private static readonly string[] Reserved = ["MLFLOW_RUN_ID", "MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_ID"];

    private readonly RunRecorder _recorder = new(client, options);

    public string Name => "kubernetes";

    public async Task<ProjectRunResult> RunAsync(
        PlannedRun planned, IEnvironmentProvider manager, CancellationToken cancellationToken)
    {
        var config = await KubernetesConfig.ReadAsync(
            await BackendConfig.ReadAsync(planned.Request.BackendConfig, cancellationToken), cancellationToken);
        if (planned.Project.Environment is not DockerSpec spec || manager.Name != "docker")
        {
            throw new ProjectException("The backend 'kubernetes' needs a docker_env in the MLproject file.");
        }

        var kubectl = new Kubectl(options.ProgramFolders, config.Context);
        var run = await _recorder.StartAsync(
            planned.Request, planned.Tags(manager.Name), RunStatus.Scheduled, cancellationToken);
        using var alive = client.Runs.KeepAlive(run.RunId!);
        var place = Directory.CreateTempSubdirectory("tracking-job-").FullName;
        try
        {
            var output = Path.Join(place, LaunchRecord.OutputName);
            var (status, exitCode) = await _recorder.EndingOnFailureAsync(
                run.RunId!,
                () => ToEndAsync(new KubernetesRun(planned, spec, config, run), kubectl, output, cancellationToken));
            await _recorder.EndAsync(run.RunId!, output, status);
            return new ProjectRunResult(run.RunId!, run.ExperimentId!, status, exitCode);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private async Task<(RunStatus Status, int? ExitCode)> ToEndAsync(
        KubernetesRun kubernetes, Kubectl kubectl, string output, CancellationToken cancellationToken)
    {
        var (planned, spec, config, run) = kubernetes;
        var runId = run.RunId!;
        await _recorder.LogParametersAsync(runId, planned.Binding.All, cancellationToken);
        var image = await PushImageAsync(kubernetes, cancellationToken);
        var container = ContainerOf(planned, spec, run, image);
        var manifest = JobManifest.Of(config.JobTemplate, container);
        kubectl.Namespace = manifest.Namespace;
        var record = planned.Record("docker", string.Join(' ', container.Command.Select(CommandQuoting.Quote)));
        await _recorder.KeepAsync(runId, record, planned.Copy, $"image: {image}\n", cancellationToken);
        var file = Path.Join(Path.GetDirectoryName(output), "job.yaml");
        await File.WriteAllTextAsync(file, manifest.ToString(), cancellationToken);
        await kubectl.CreateAsync(file);
        var job = container.JobName;
        options.Log($"run {runId}: Kubernetes took it as job {job}");
        await _recorder.TagAsync(runId, [new("tracking.kubernetes.job", job)], CancellationToken.None);
        return await new KubernetesWatch(client, options, kubectl, job).ToEndAsync(runId, output, cancellationToken);
    }

    /// <summary>The address of the image that holds the project.</summary>
    private async Task<string> PushImageAsync(KubernetesRun kubernetes, CancellationToken cancellationToken)
    {
        var (planned, spec, config, run) = kubernetes;
        if (planned.Request.SkipImageBuild)
        {
            return spec.Image;
        }

        var images = new DockerImages(options.ProgramFolders);
        var name = DockerImages.NameOf(config.RepositoryUri, planned.Copy.Digest);
        options.Log($"building and pushing the image {name}");
        var image = await images.BuildAsync(spec.Image, name, planned.Copy.Folder, cancellationToken);
        await _recorder.TagAsync(run.RunId!, image.Tags, cancellationToken);
        return await images.PushAsync(name, cancellationToken);
    }

    private JobContainer ContainerOf(PlannedRun planned, DockerSpec spec, RunInfo run, string image)
    {
        var command = CommandTemplate.Of(planned.EntryPoint).Bind(ValuesInside(planned), planned.Binding.Extra);
        var name = KubernetesNames.Of(planned.Project.Name ?? "tracking-project");
        return new JobContainer(
            string.Create(
                CultureInfo.InvariantCulture, $"{name}-{options.Time.GetUtcNow():yyyy-MM-dd-HH-mm-ss-ffffff}"),
            name,
            image,
            DockerProvider.DockerEnvironment.WordsInside(command),
            [.. VariablesOf(spec, run, command)])
        {
            Retries = planned.Request.Retries,
            Timeout = planned.Request.Timeout,
        };
    }

    /// <summary>Files of the project by their place in the image; others are not there.</summary>
    private static Dictionary<string, string> ValuesInside(PlannedRun planned)
    {
        var values = new Dictionary<string, string>(planned.Binding.Declared);
        foreach (var spec in planned.EntryPoint.Parameters.Where(spec => spec.Type == ParameterType.Path))
        {
            var path = values[spec.Name];
            if (!ProjectPath.IsInside(path) || !Path.Exists(Path.Join(planned.Copy.Folder, path)))
            {
                throw new ProjectException(
                    $"Parameter '{spec.Name}' is '{path}', expected a file of the project: a job of Kubernetes has " +
                    "no other files. Declare it as uri, and let the program fetch it.");
            }

            values[spec.Name] = $"{DockerImages.FolderInside}/{path}";
        }

        return values;
    }

    private IEnumerable<KeyValuePair<string, string>> VariablesOf(DockerSpec spec, RunInfo run, BoundCommand command)
    {
        yield return new("MLFLOW_RUN_ID", run.RunId!);
        yield return new(
            "MLFLOW_TRACKING_URI",
            Environment.GetEnvironmentVariable(TrackingUriVariable) is { Length: > 0 } uri
                ? uri
                : client.TrackingUri.ToString().TrimEnd('/'));
        yield return new("MLFLOW_EXPERIMENT_ID", run.ExperimentId!);
        foreach (var variable in command.Variables)
        {
            yield return variable;
        }

        foreach (var (name, value) in spec.Variables)
        {
            if (!Reserved.Contains(name) && (value ?? Environment.GetEnvironmentVariable(name)) is { } given)
            {
                yield return new(name, given);
            }
        }
    }
}

/// <summary>A run on its way to a cluster.</summary>
internal sealed record KubernetesRun(PlannedRun Planned, DockerSpec Spec, KubernetesConfig Config, RunInfo Run);
