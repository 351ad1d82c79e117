using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;

namespace Tracking.Projects.Environments;

/// <summary>Containers of an image, with the working copy as their folder.</summary>
internal sealed class DockerProvider : IEnvironmentProvider
{
    /// <summary>Where MLflow's images expect the project.</summary>
    public const string FolderInside = "/mlflow/projects/code";

    public string Name => "docker";

    public bool IsDefaultFor(EnvironmentSpec spec) => spec is DockerSpec;

    public Task<PreparedEnvironment> PrepareAsync(EnvironmentRequest request, CancellationToken cancellationToken)
    {
        if (request.Spec is not DockerSpec spec)
        {
            throw new ProjectException("The environment manager 'docker' needs a docker_env in the MLproject file.");
        }

        var docker = ProgramSearch.Require("docker", "install Docker, or choose --env-manager local");
        var environment = new DockerEnvironment(docker, spec) { Lock = $"image: {spec.Image}\n" };
        return Task.FromResult<PreparedEnvironment>(environment);
    }

    internal sealed record DockerEnvironment(string Docker, DockerSpec Spec) : PreparedEnvironment("docker")
    {
        public override IReadOnlyList<string> WordsOf(BoundCommand command, CommandContext context)
        {
            List<string> words =
            [
                Docker, "run", "--rm", "--volume", $"{context.Folder}:{FolderInside}", "--workdir", FolderInside,
            ];
            foreach (var volume in Spec.Volumes)
            {
                words.AddRange(["--volume", volume]);
            }

            // By name only: values stay out of the command line, which other users of the machine can read.
            foreach (var (name, value) in Spec.Variables)
            {
                words.AddRange(["--env", value is null ? name : $"{name}={value}"]);
            }

            foreach (var (name, _) in context.Variables)
            {
                words.AddRange(["--env", name]);
            }

            IReadOnlyList<string> inside = command.Script is null
                ? command.Words
                : ["sh", "-c", command.Script, "tracking-run", .. command.Words];
            return [.. words, Spec.Image, .. inside];
        }
    }
}
