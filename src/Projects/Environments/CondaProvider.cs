using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;

namespace Tracking.Projects.Environments;

/// <summary>Environments made by conda from a <c>conda.yaml</c>.</summary>
internal sealed class CondaProvider(EnvironmentCache cache) : IEnvironmentProvider
{
    public string Name => "conda";

    public bool IsDefaultFor(EnvironmentSpec spec) => spec is CondaSpec;

    public async Task<PreparedEnvironment> PrepareAsync(
        EnvironmentRequest request, CancellationToken cancellationToken)
    {
        if (request.Spec is not CondaSpec spec)
        {
            throw new ProjectException(
                "The environment manager 'conda' needs a conda_env in the MLproject file, or a conda.yaml.");
        }

        var file = ProjectPath.Resolve(request.Folder, spec.File);
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        var conda = FindConda(request.ProgramFolders);
        var (ingredients, recorded) = await EnvironmentLock.ChooseAsync(
            cache, Name, [text], request.RecordedLock, cancellationToken);
        var environment = await cache.GetAsync(
            Name,
            ingredients,
            async (folder, token) =>
            {
                request.Log("making the conda environment");
                var source = Path.Join(folder, "conda.yaml");
                // A lock is itself such a file, with every version.
                await File.WriteAllTextAsync(source, recorded ?? text, token);
                await Tool.RunAsync(
                    request.Folder, "make the conda environment", CreateWords(conda, folder, source), token);
                var exported = await Tool.RunAsync(
                    folder, "list the conda packages", ExportWords(conda, folder), token);
                await EnvironmentLock.WriteAsync(folder, WithoutPlace(exported), token);
            },
            cancellationToken);
        return new CondaEnvironment(conda, environment)
        {
            Lock = await EnvironmentLock.ReadAsync(environment, cancellationToken),
        };
    }

    /// <summary>By MLflow's variables; MLFLOW_CONDA_CREATE_ENV_CMD may name mamba for the making.</summary>
    public static IReadOnlyList<string> CreateWords(string conda, string environment, string file) =>
    [
        Environment.GetEnvironmentVariable("MLFLOW_CONDA_CREATE_ENV_CMD") is { Length: > 0 } program
            ? Path.Join(Path.GetDirectoryName(conda), program)
            : conda,
        "env", "create", "--quiet", "--prefix", Path.Join(environment, "env"), "--file", file,
    ];

    public static IReadOnlyList<string> ExportWords(string conda, string environment) =>
        [conda, "env", "export", "--prefix", Path.Join(environment, "env")];

    /// <summary>Two environments with the same packages have the same lock, wherever they are.</summary>
    private static string WithoutPlace(string exported) => string.Join('\n', exported.Split('\n').Where(line =>
        !line.StartsWith("prefix:", StringComparison.Ordinal) && !line.StartsWith("name:", StringComparison.Ordinal)));

    private static string FindConda(IReadOnlyList<string> folders) => ProgramSearch.Require(
        "conda",
        "install Miniforge (https://conda-forge.org/download), set MLFLOW_CONDA_HOME, or choose --env-manager local",
        Environment.GetEnvironmentVariable("MLFLOW_CONDA_HOME") is { Length: > 0 } home
            ? [Path.Join(home, "bin"), .. folders]
            : folders);

    /// <summary>Runs commands by <c>conda run</c>, which activates the environment.</summary>
    internal sealed record CondaEnvironment(string Conda, string Folder) : PreparedEnvironment("conda")
    {
        public override IReadOnlyList<string> WordsOf(BoundCommand command, CommandContext context) =>
        [
            Conda, "run", "--no-capture-output", "--prefix", Path.Join(Folder, "env"),
            .. base.WordsOf(command, context),
        ];
    }
}
