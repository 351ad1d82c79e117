using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Execution;

public sealed class RunSpecs : IAsyncLifetime
{
    private ProjectRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ProjectRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_run_records_parameters_tags_command_and_output()
    {
        _rig.WriteMain("echo hello {name}", "{name: {default: world}}");

        var result = await _rig.RunAsync(("extra", "1"));

        var run = await _rig.RunOfAsync(result);
        Assert.Equal(RunStatus.Finished, run.Info!.Status);
        Assert.Equal(
            [("extra", "1"), ("name", "world")],
            run.Data!.Params!.Select(param => (param.Key!, param.Value!)).Order());
        var tags = run.Data.Tags!.ToDictionary(tag => tag.Key!, tag => tag.Value);
        Assert.Equal("PROJECT", tags["mlflow.source.type"]);
        Assert.Equal(_rig.Project, tags["mlflow.source.name"]);
        Assert.Equal("main", tags["mlflow.project.entryPoint"]);
        Assert.Equal("local", tags["mlflow.project.env"]);
        Assert.Equal("hello world --extra 1\n", await _rig.ArtifactAsync(result.RunId, "project/output.log"));
        Assert.Contains(
            "\"command\": \"echo hello world --extra 1\"",
            await _rig.ArtifactAsync(result.RunId, "project/launch.json"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_finds_its_run_by_MLflows_variables()
    {
        _rig.WriteMain("echo $MLFLOW_RUN_ID $MLFLOW_TRACKING_URI $MLFLOW_EXPERIMENT_ID");

        var result = await _rig.RunAsync();

        Assert.Equal($"{result.RunId} {_rig.Address.ToString().TrimEnd('/')} 0\n", _rig.Output);
    }

    [Fact]
    public async Task The_project_itself_is_not_touched()
    {
        _rig.WriteMain("touch made-by-the-run");

        await _rig.RunAsync();

        Assert.False(File.Exists(Path.Join(_rig.Project, "made-by-the-run")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Join(_rig.CacheFolder, "work")));
    }

    [Fact]
    public async Task A_program_that_fails_is_tried_again_as_often_as_asked()
    {
        _rig.WriteMain("sh -c 'echo try; exit 3'");

        var result = await _rig.Runner.RunAsync(
            new ProjectRunRequest(_rig.Project) { Retries = 2 }, Patience.Token());

        Assert.Equal((RunStatus.Failed, 3), (result.Status, result.ExitCode));
        Assert.Equal("try\ntry\ntry\n", _rig.Output);
        Assert.Equal(RunStatus.Failed, (await _rig.RunOfAsync(result)).Info!.Status);
    }

    [Fact]
    public async Task A_project_outside_git_is_repeated_from_its_kept_sources()
    {
        _rig.WriteMain("cat data.txt {n}", "{n: {default: data.txt}}");
        _rig.Write("data.txt", "first\n");
        var first = await _rig.RunAsync();
        _rig.Write("data.txt", "changed\n");

        var second = await _rig.Runner.RunAsync(new ProjectRunRequest($"runs:/{first.RunId}"), Patience.Token());

        Assert.Equal("first\nfirst\nfirst\nfirst\n", _rig.Output);
        Assert.Equal(RunStatus.Finished, second.Status);
    }

    [Fact]
    public async Task A_path_parameter_is_downloaded_from_a_run()
    {
        _rig.WriteMain("cp {file} result.txt && cat result.txt", "{file: path}");
        var source = await _rig.Client.StartRunAsync();
        await using (source)
        {
            await source.LogTextAsync("from a run\n", "data/input.txt");
        }

        await _rig.RunAsync(("file", $"runs:/{source.Id}/data/input.txt"));

        Assert.Equal("from a run\n", _rig.Output);
    }

    [Theory]
    [InlineData("file", "nowhere.csv", "expected an existing file or folder")]
    [InlineData("file", "runs:/x", "expected runs:/run_id/path")]
    [InlineData("file", "runs:/0123/a", "cannot be downloaded")]
    public async Task A_path_that_is_not_there_is_named(string name, string value, string expected)
    {
        _rig.WriteMain("cat {file}", "{file: path}");

        var error = await Assert.ThrowsAsync<ProjectException>(() => _rig.RunAsync((name, value)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        _rig.WriteMain("no-such-program-at-all x");

        var error = await Assert.ThrowsAsync<ProjectException>(() => _rig.RunAsync());

        Assert.StartsWith("The program 'no-such-program-at-all' is not there", error.Message, StringComparison.Ordinal);
    }
}
