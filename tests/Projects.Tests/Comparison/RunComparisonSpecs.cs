using System.Text.Json;
using Tracking.Contracts.Metrics;
using Tracking.Projects.Comparison;
using Tracking.Projects.Execution;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Comparison;

public sealed class RunComparisonSpecs : IAsyncLifetime
{
    private ProjectRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await ProjectRig.StartAsync();
        _rig.WriteMain("cat {data}", "{data: path, lr: {type: float, default: 0.1}}");
        _rig.Write("data.csv", "1\n");
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Two_runs_of_the_same_do_not_differ()
    {
        var first = await RunAsync();
        var second = await RunAsync();

        var differences = await CompareAsync(first, second);

        Assert.True(differences.AreSame, differences.ToJson());
        Assert.Equal(
            ["code", "data", "params", "environment", "results", "tags"],
            differences.Sections.Select(section => section.Name));
    }

    [Fact]
    public async Task Data_params_results_tags_and_files_that_differ_are_told()
    {
        var first = await RunAsync();
        _rig.Write("data.csv", "2\n");
        var second = await RunAsync(("lr", "0.5"));
        await _rig.Client.Metrics.LogAsync(
            new LogMetricRequest { RunId = second, Key = "loss", Value = 0.25, Timestamp = 1 }, Patience.Token());
        await _rig.Client.Runs.SetTagAsync(second, "team", "blue", Patience.Token());

        var differences = await CompareAsync(first, second);

        Assert.Equal(new Difference("lr", "0.1", "0.5"), Assert.Single(Section(differences, "params")));
        Assert.Equal(new Difference("metric loss", null, "0.25"), Assert.Single(Section(differences, "results")));
        Assert.Equal(new Difference("team", null, "blue"), Assert.Single(Section(differences, "tags")));
        Assert.Contains(Section(differences, "data"), difference => difference.Key == "parameter data");
        Assert.Contains(Section(differences, "code"), difference => difference.Key == "file data.csv");
        Assert.Empty(Section(differences, "environment"));
    }

    [ProgramFact("git")]
    public async Task Commits_and_what_was_not_committed_are_told_by_file()
    {
        _rig.Write("a.txt", "1\n");
        await GitAsync("init", "--quiet");
        await CommitAsync();
        var first = await RunAsync();
        _rig.Write("a.txt", "2\n");
        await CommitAsync();
        _rig.Write("new.txt", "x\n");
        var second = await RunAsync();

        var code = Section(await CompareAsync(first, second), "code");

        var keys = code.Select(difference => difference.Key).ToList();
        Assert.Contains("git commit", keys);
        Assert.Contains("file a.txt", keys);
        Assert.Contains("uncommitted new.txt", keys);
        Assert.Contains("source digest", keys);
        Assert.DoesNotContain("file data.csv", keys);
    }

    [Fact]
    public async Task Runs_that_are_of_no_project_are_compared_by_what_they_have()
    {
        var first = await _rig.Client.StartRunAsync();
        await first.DisposeAsync();
        var second = await _rig.Client.StartRunAsync();
        await second.LogParamAsync("a", "1", Patience.Token());
        await second.DisposeAsync();

        var json = JsonDocument.Parse((await CompareAsync(first.Id, second.Id)).ToJson()).RootElement;

        Assert.False(json.GetProperty("same").GetBoolean());
        var parameters = json.GetProperty("sections").EnumerateArray()
            .Single(section => section.GetProperty("name").GetString() == "params");
        Assert.Equal("1", parameters.GetProperty("differences")[0].GetProperty("second").GetString());
    }

    [Theory]
    [InlineData("python: 3.11\nnumpy==1.26.0\n", "python", "3.11", "numpy", "1.26.0")]
    [InlineData("dependencies:\n  - numpy=1.26.0=py311_0\n  - pip:\n    - a==2\n", "numpy", "1.26.0=py311_0", "a", "2")]
    [InlineData("sdk: 10.0.1\n{\"libraries\": {\"Dapper/2.1\": {}}}", "sdk", "10.0.1", "Dapper", "2.1")]
    public void Versions_are_read_from_the_locks_of_all_tools(
        string text, string first, string firstVersion, string second, string secondVersion)
    {
        var versions = LockVersions.Of(text);

        Assert.Equal((firstVersion, secondVersion), (versions[first], versions[second]));
    }

    private static IReadOnlyList<Difference> Section(RunDifferences differences, string name) =>
        differences.Sections.Single(section => section.Name == name).Differences;

    private Task<RunDifferences> CompareAsync(string first, string second) =>
        new RunComparison(_rig.Client).CompareAsync(first, second, Patience.Token());

    private async Task<string> RunAsync(params (string, string)[] parameters) =>
        (await _rig.RunAsync([("data", "data.csv"), .. parameters])).RunId;

    private async Task CommitAsync()
    {
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", "x");
    }

    private Task<string> GitAsync(params string[] arguments) =>
        Tool.RunAsync(_rig.Project, "prepare the test", ["git", .. arguments], Patience.Token());
}
