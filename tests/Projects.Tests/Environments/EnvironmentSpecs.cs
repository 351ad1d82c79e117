using Tracking.Contracts.Runs;
using Tracking.Projects.Environments;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Environments;

public sealed class EnvironmentSpecs : IAsyncLifetime
{
    private ProjectRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ProjectRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_dotnet_program_is_built_once_and_run_with_its_parameters()
    {
        _rig.Write("Program.cs", "System.Console.WriteLine(string.Join('|', args));");

        await _rig.RunAsync(("lr", "0.1"));
        var second = await _rig.RunAsync(("lr", "a b"));

        Assert.Equal("--lr|0.1\n--lr|a b\n", _rig.Output);
        Assert.Equal("dotnet", Assert.Single(_rig.Runner.ListEnvironments()).Manager);
        Assert.Single(_rig.Log, line => line.StartsWith("building", StringComparison.Ordinal));
        Assert.StartsWith(
            "sdk: ", await _rig.ArtifactAsync(second.RunId, "project/environment.lock"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dotnet_program_that_does_not_compile_fails_the_run_with_the_compilers_words()
    {
        _rig.Write("Program.cs", "this is no program");

        var error = await Assert.ThrowsAsync<ProjectException>(() => _rig.RunAsync());

        Assert.Contains("CS1002", error.Message, StringComparison.Ordinal);
        Assert.Empty(_rig.Runner.ListEnvironments());
        var run = await _rig.Client.Runs.SearchAsync(["0"]).FirstAsync();
        Assert.Equal(RunStatus.Failed, run.Info!.Status);
    }

    [ProgramFact("python3")]
    public async Task A_virtualenv_is_made_with_the_machines_python()
    {
        _rig.Write("python_env.yaml", "dependencies: []");
        _rig.Write("where.py", "import sys; print(sys.prefix)");

        await _rig.Runner.RunAsync(new ProjectRunRequest(_rig.Project) { EntryPoint = "where.py" }, Patience.Token());

        var environments = Path.Join(_rig.CacheFolder, "environments", "virtualenv");
        Assert.StartsWith(environments, _rig.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("python: '3.1'", "Python 3.1 is not on the PATH: install it (pyenv install 3.1)")]
    [InlineData("python: [3]", "'python' must be a text")]
    public async Task A_python_that_is_not_there_is_named_with_its_remedy(string file, string expected)
    {
        _rig.Write("python_env.yaml", file);
        _rig.Write("a.py", "");

        var error = await Assert.ThrowsAsync<ProjectException>(() => _rig.Runner.RunAsync(
            new ProjectRunRequest(_rig.Project) { EntryPoint = "a.py" }, Patience.Token()));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Docker_runs_the_command_in_the_working_copy_without_values_on_the_command_line()
    {
        var spec = new DockerSpec("image:1", ["/data:/data"], [new("MODE", "fast"), new("HOME", null)]);
        var command = CommandTemplate.Parse("python a.py {x}").Bind(
            new Dictionary<string, string> { ["x"] = "a b" }, []);

        var words = new DockerProvider.DockerEnvironment("docker", spec).WordsOf(
            command, new CommandContext("/work", [new("MLFLOW_RUN_ID", "secret")]));

        Assert.Equal(
            "docker run --rm --volume /work:/mlflow/projects/code --workdir /mlflow/projects/code --volume " +
            "/data:/data --env MODE=fast --env HOME --env MLFLOW_RUN_ID image:1 python a.py 'a b'",
            string.Join(' ', words.Select(CommandQuoting.Quote)));
    }

    [Fact]
    public void Conda_makes_and_uses_an_environment_by_its_folder()
    {
        var command = CommandTemplate.Parse("python a.py").Bind(new Dictionary<string, string>(), []);

        Assert.Equal(
            ["conda", "env", "create", "--quiet", "--prefix", "/c/env", "--file", "conda.yaml"],
            CondaProvider.CreateWords("conda", "/c", "conda.yaml"));
        Assert.Equal(
            ["conda", "run", "--no-capture-output", "--prefix", "/c/env", "python", "a.py"],
            new CondaProvider.CondaEnvironment("conda", "/c").WordsOf(command, new CommandContext("/w", [])));
    }

    [Fact]
    public async Task An_unknown_manager_is_refused_with_those_there_are()
    {
        _rig.WriteMain("echo");

        var error = await Assert.ThrowsAsync<ProjectException>(() => _rig.Runner.RunAsync(
            new ProjectRunRequest(_rig.Project) { EnvironmentManager = "poetry" }, Patience.Token()));

        Assert.Equal(
            "There is no environment manager 'poetry': expected local, system, dotnet, virtualenv, uv, conda, docker.",
            error.Message);
    }
}
