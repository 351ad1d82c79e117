using Tracking.Projects.Tests.Backends;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Environments;

/// <summary>Containers, to the exact command lines: docker is a program that writes them down.</summary>
public sealed class DockerSpecs : IAsyncLifetime, IDisposable
{
    private readonly FakePrograms _programs = new();
    private ProjectRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await ProjectRig.StartAsync(options => options with { ProgramFolders = [_programs.Folder] });
        _rig.Write("MLproject", """
            name: Churn
            docker_env: {image: "base:1"}
            entry_points: {main: {parameters: {data: path}, command: "python train.py {data}"}}
            """);
        _rig.Write("data.csv", "1\n");
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task An_image_that_is_not_here_is_fetched_and_told_by_its_content()
    {
        _programs.Write("docker", """
            case "$*" in
              "image inspect"*) [ -e "$kept/pulled" ] && echo sha256:0123 || { echo "No such image" >&2; exit 1; } ;;
              pull*) touch "$kept/pulled" ;;
            esac
            """);

        var result = await RunAsync(new ProjectRunRequest(_rig.Project));

        Assert.Contains("docker pull --quiet base:1\n", _programs.Calls, StringComparison.Ordinal);
        Assert.Contains(
            "base:1 python train.py /mlflow/projects/code/data.csv\n", _programs.Calls, StringComparison.Ordinal);
        var tags = (await _rig.RunOfAsync(result)).Data!.Tags!.ToDictionary(tag => tag.Key!, tag => tag.Value);
        Assert.Equal(("base:1", "sha256:0123"), (tags["mlflow.docker.image.uri"], tags["mlflow.docker.image.id"]));
        Assert.Equal(
            "image: base:1\nid: sha256:0123\n", await _rig.ArtifactAsync(result.RunId, "project/environment.lock"));
    }

    [Fact]
    public async Task An_image_is_built_of_the_project_and_its_folder_not_mounted()
    {
        _programs.Write("docker", "case \"$*\" in *inspect*) echo sha256:0123 ;; esac");

        await RunAsync(new ProjectRunRequest(_rig.Project)
        {
            BuildImage = true,
            DockerArguments = [new("gpus", "all"), new("t", null)],
        });

        var run = Assert.Single(CallsOf("docker run"));
        Assert.Matches(
            "^docker run --rm --workdir /mlflow/projects/code (--env [A-Z_]+ )+--gpus all -t churn:[0-9a-f]{12} python",
            run);
        Assert.Contains("docker build --quiet --tag churn:", _programs.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_outside_the_project_is_mounted_by_itself()
    {
        _programs.Write("docker", "case \"$*\" in *inspect*) echo sha256:0123 ;; esac");
        using var elsewhere = new TempFolder();
        var file = elsewhere.Write("big.csv", "1\n");

        await _rig.Runner.RunAsync(
            new ProjectRunRequest(_rig.Project) { Parameters = new Dictionary<string, string> { ["data"] = file } },
            Patience.Token());

        Assert.Contains(
            $"--mount type=bind,source={file},target=/mlflow/inputs/0/big.csv,readonly", _programs.Calls,
            StringComparison.Ordinal);
        Assert.Contains("python train.py /mlflow/inputs/0/big.csv\n", _programs.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conda_environment_is_made_once_and_repeated_from_what_it_held()
    {
        _rig.Write("MLproject", "conda_env: conda.yaml\nentry_points: {main: {command: python a.py}}\n");
        _rig.Write("conda.yaml", "dependencies: [numpy]\n");
        _programs.Write("conda", """
            case "$*" in
              "env export"*) printf 'name: x\ndependencies:\n  - numpy=1.26=b\nprefix: /somewhere\n' ;;
            esac
            """);

        var first = await _rig.RunAsync();
        await _rig.Runner.RunAsync(new ProjectRunRequest($"runs:/{first.RunId}"), Patience.Token());

        Assert.Equal(
            "dependencies:\n  - numpy=1.26=b\n", await _rig.ArtifactAsync(first.RunId, "project/environment.lock"));
        Assert.Single(CallsOf("conda env create"));
        foreach (var environment in _rig.Runner.ListEnvironments())
        {
            Directory.Delete(environment.Folder, recursive: true);
        }

        await _rig.Runner.RunAsync(new ProjectRunRequest($"runs:/{first.RunId}"), Patience.Token());

        var made = Assert.Single(_rig.Runner.ListEnvironments()).Folder;
        var source = await File.ReadAllTextAsync(Path.Join(made, "conda.yaml"), Patience.Token());
        Assert.Equal("dependencies:\n  - numpy=1.26=b\n", source);
    }

    private IEnumerable<string> CallsOf(string beginning) =>
        _programs.Calls.Split('\n').Where(call => call.StartsWith(beginning, StringComparison.Ordinal));

    private async Task<ProjectRunResult> RunAsync(ProjectRunRequest request) => await _rig.Runner.RunAsync(
        request with { Parameters = new Dictionary<string, string> { ["data"] = "data.csv" } }, Patience.Token());
}
