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
        var conda = ProgramSearch.Require("conda", "install Miniforge, or choose --env-manager local");
        var environment = await cache.GetAsync(
            Name,
            [text],
            async (folder, token) =>
            {
                request.Log("making the conda environment");
                await Tool.RunAsync(
                    request.Folder, "make the conda environment", CreateWords(conda, folder, file), token);
            },
            cancellationToken);
        return new CondaEnvironment(conda, environment) { Lock = text };
    }

    public static IReadOnlyList<string> CreateWords(string conda, string environment, string file) =>
        [conda, "env", "create", "--quiet", "--prefix", Path.Join(environment, "env"), "--file", file];

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
