using Tracking.Contracts.Runs;
using Tracking.Projects.Execution;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Sources;

public sealed class GitProjectSpecs : IAsyncLifetime
{
    private ProjectRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await ProjectRig.StartAsync();
        _rig.Write("sub/MLproject", "entry_points: {main: {command: bash go.sh}}");
        _rig.Write("sub/go.sh", "echo one");
        await GitAsync("init", "--quiet", "--initial-branch", "trunk");
        await CommitAsync("first");
        await GitAsync("tag", "v1");
        _rig.Write("sub/go.sh", "echo two; cat extra.txt 2>/dev/null || true");
        await CommitAsync("second");
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [ProgramFact("git")]
    public async Task A_version_is_checked_out()
    {
        var result = await RunAsync(_rig.Project + "#sub", "v1");

        Assert.Equal("one\n", _rig.Output);
        var commit = (await GitAsync("rev-parse", "v1")).Trim();
        Assert.Equal(commit, await TagAsync(result, "mlflow.source.git.commit"));
    }

    [ProgramFact("git")]
    public async Task A_clone_by_URL_runs_its_default_branch()
    {
        await RunAsync($"file://{_rig.Project}/.git#sub");

        Assert.Equal("two\n", _rig.Output);
    }

    [ProgramFact("git")]
    public async Task A_work_tree_runs_as_it_is_and_says_so()
    {
        _rig.Write("sub/extra.txt", "not committed\n");

        var result = await RunAsync(Path.Join(_rig.Project, "sub"));

        Assert.Equal("two\nnot committed\n", _rig.Output);
        Assert.Equal("true", await TagAsync(result, "tracking.project.dirty"));
        Assert.Equal("trunk", await TagAsync(result, "mlflow.source.git.branch"));
        var patch = await _rig.ArtifactAsync(result.RunId, "project/changes.patch");
        Assert.Contains("+not committed", patch, StringComparison.Ordinal);
    }

    [ProgramFact("git")]
    public async Task A_run_is_repeated_at_its_commit_with_its_changes()
    {
        _rig.Write("sub/extra.txt", "kept\n");
        var first = await RunAsync(Path.Join(_rig.Project, "sub"));
        _rig.Write("sub/go.sh", "echo three");
        await CommitAsync("third");

        var second = await RunAsync($"runs:/{first.RunId}");

        Assert.Equal("two\nkept\ntwo\nkept\n", _rig.Output);
        Assert.Equal(
            await TagAsync(first, "tracking.project.digest"), await TagAsync(second, "tracking.project.digest"));
    }

    [ProgramFact("git")]
    public async Task The_users_index_stays_as_it_was()
    {
        _rig.Write("sub/extra.txt", "x");
        var before = await GitAsync("status", "--porcelain");

        await RunAsync(Path.Join(_rig.Project, "sub"));

        Assert.Equal(before, await GitAsync("status", "--porcelain"));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("--upload-pack=touch pwned")]
    public async Task A_version_that_does_not_exist_is_named(string version)
    {
        var error = await Assert.ThrowsAsync<ProjectException>(() => RunAsync(_rig.Project + "#sub", version));

        Assert.StartsWith(
            $"Unable to checkout version '{version}' of git repo", error.Message, StringComparison.Ordinal);
    }

    private Task<ProjectRunResult> RunAsync(string uri, string? version = null) =>
        _rig.Runner.RunAsync(new ProjectRunRequest(uri) { Version = version }, Patience.Token());

    private async Task<string?> TagAsync(ProjectRunResult result, string key)
    {
        Assert.Equal(RunStatus.Finished, result.Status);
        return (await _rig.RunOfAsync(result)).Data!.Tags!.SingleOrDefault(tag => tag.Key == key)?.Value;
    }

    private async Task CommitAsync(string message)
    {
        await GitAsync("add", "--all");
        await GitAsync(
            "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", message);
    }

    private Task<string> GitAsync(params string[] arguments) =>
        Tool.RunAsync(_rig.Project, "prepare the test", ["git", .. arguments], Patience.Token());
}
