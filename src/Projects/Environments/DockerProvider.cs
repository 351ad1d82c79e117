using System.Globalization;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;

namespace Tracking.Projects.Environments;

/// <summary>Containers of an image, with the working copy as their folder, or as a part of the image.</summary>
internal sealed class DockerProvider : IEnvironmentProvider
{
    public string Name => "docker";

    public bool IsDefaultFor(EnvironmentSpec spec) => spec is DockerSpec;

    public async Task<PreparedEnvironment> PrepareAsync(
        EnvironmentRequest request, CancellationToken cancellationToken)
    {
        if (request.Spec is not DockerSpec spec)
        {
            throw new ProjectException("The environment manager 'docker' needs a docker_env in the MLproject file.");
        }

        var images = new DockerImages(request.ProgramFolders);
        var image = request.BuildImage
            ? await images.BuildAsync(
                spec.Image,
                DockerImages.NameOf(RepositoryOf(request), request.Digest),
                request.Folder,
                cancellationToken)
            : await images.GetAsync(spec.Image, request.Log, cancellationToken);
        return new DockerEnvironment(images.Program, spec with { Image = image.Name })
        {
            Arguments = request.DockerArguments,
            IsInImage = request.BuildImage,
            Lock = image.Lock,
            Tags = image.Tags,
        };
    }

    /// <summary>The project's name in the letters that a repository may have.</summary>
    private static string RepositoryOf(EnvironmentRequest request)
    {
        var name = string.Concat((request.ProjectName ?? "").ToLowerInvariant().Select(
            c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-')).Trim('-');
        return name.Length == 0 ? "tracking-project" : name;
    }

    internal sealed record DockerEnvironment(string Docker, DockerSpec Spec) : PreparedEnvironment("docker")
    {
        private const string InputsInside = "/mlflow/inputs";

        private readonly List<string> _inputs = [];

        /// <summary>As <c>--docker-args</c> has them.</summary>
        public IReadOnlyList<KeyValuePair<string, string?>> Arguments { get; init; } = [];

        /// <summary>The image holds the project, so its folder is not mounted.</summary>
        public bool IsInImage { get; init; }

        /// <summary>What is not in the project is mounted by itself, read-only.</summary>
        public override string PathInside(string path, string folder)
        {
            var below = Path.GetRelativePath(folder, path);
            if (below != "." && ProjectPath.IsInside(below))
            {
                return $"{DockerImages.FolderInside}/{below}";
            }

            var inside = string.Create(
                CultureInfo.InvariantCulture, $"{InputsInside}/{_inputs.Count}/{Path.GetFileName(path.TrimEnd('/'))}");
            _inputs.Add($"type=bind,source={path},target={inside},readonly");
            return inside;
        }

        public override IReadOnlyList<string> WordsOf(BoundCommand command, CommandContext context)
        {
            List<string> words = [Docker, "run", "--rm"];
            if (!IsInImage)
            {
                words.AddRange(["--volume", $"{context.Folder}:{DockerImages.FolderInside}"]);
            }

            words.AddRange(["--workdir", DockerImages.FolderInside]);
            words.AddRange(Spec.Volumes.SelectMany(volume => new[] { "--volume", volume }));
            words.AddRange(_inputs.SelectMany(input => new[] { "--mount", input }));
            foreach (var (name, value) in Spec.Variables)
            {
                words.AddRange(["--env", value is null ? name : $"{name}={value}"]);
            }

            // By name only: values stay out of the command line, which other users of the machine can read.
            words.AddRange(context.Variables.SelectMany(variable => new[] { "--env", variable.Key }));
            words.AddRange(Arguments.SelectMany(WordsOf));
            return [.. words, Spec.Image, .. WordsInside(command)];
        }

        /// <summary>The command within an image, whose shell is not this machine's.</summary>
        public static IReadOnlyList<string> WordsInside(BoundCommand command) => command.Script is null
            ? command.Words
            : ["sh", "-c", command.Script, "tracking-run", .. command.Words];

        private static IEnumerable<string> WordsOf(KeyValuePair<string, string?> argument)
        {
            yield return argument.Key.Length == 1 ? $"-{argument.Key}" : $"--{argument.Key}";
            if (argument.Value is { } value)
            {
                yield return value;
            }
        }
    }
}
