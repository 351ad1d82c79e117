using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Projects;

/// <summary><c>tracking run</c> on machines that lack something, and under a runner that dies.</summary>
public sealed class ProjectFaultSpecs : ProjectFaultRig
{
    private const string Template = "kind: Job\nmetadata: {}\nspec: {template: {spec: {containers: [{}]}}}\n";

    [Theory]
    [InlineData("docker_env: {image: x}", "local", "'docker' is not installed or not on the PATH: install Docker")]
    [InlineData("conda_env: a.yaml", "local", "'conda' is not installed or not on the PATH: install Miniforge")]
    [InlineData("docker_env: {image: x}", "kubernetes", "'kubectl' is not installed or not on the PATH")]
    [InlineData("name: x", "slurm", "'sbatch' is not installed or not on the PATH: install Slurm's client programs")]
    public async Task What_is_not_installed_is_named_with_its_remedy(
        string environment, string backend, string expected)
    {
        Folder.Write("project/MLproject", $"{environment}\nentry_points: {{main: {{command: x}}}}\n");
        Folder.Write("project/a.yaml", "dependencies: []\n");
        var template = Folder.Write("job.yaml", Template);
        var config = backend == "kubernetes"
            ? $$"""{"repository-uri": "r", "kube-job-template-path": "{{template}}"}"""
            : "{}";
        await using var cli = CliProcess.Start(
            Folder.Path, [.. Variables, ("PATH", Folder.Path)], "run", "project", "-b", backend, "-c", config);

        Assert.Equal(1, await cli.ExitCodeAsync());

        Assert.Contains(expected, cli.Errors, StringComparison.Ordinal);
    }

    [ProgramFact("unshare")]
    public async Task A_disk_without_room_for_the_project_is_told_and_nothing_is_left()
    {
        Folder.Write("project/MLproject", "entry_points: {main: {command: echo never}}\n");
        Folder.Write("project/large.bin", new string('x', 3 << 20));
        var disk = Directory.CreateDirectory(Folder["disk"]).FullName;
        await using var cli = CliProcess.StartOnDisk(
            disk, 1, Folder.Path, [.. Variables, ("TRACKING_PROJECTS_CACHE", disk)], "run", "project");

        Assert.Equal(1, await cli.ExitCodeAsync());

        Assert.Contains("No space left on device", cli.Errors, StringComparison.Ordinal);
        Assert.Empty(await Client.Runs.SearchAsync(["0"]).ToListAsync());
    }

    [ProgramFact("unshare")]
    public async Task A_disk_that_fills_up_with_output_does_not_stop_the_program()
    {
        Folder.Write("project/go.sh", "head -c 4000000 /dev/zero | tr '\\0' 'x'; echo; echo to the end");
        var disk = Directory.CreateDirectory(Folder["disk"]).FullName;
        await using var cli = CliProcess.StartOnDisk(
            disk, 1, Folder.Path, [.. Variables, ("TMPDIR", disk)], "run", "project", "-e", "go.sh");

        Assert.Equal(0, await cli.ExitCodeAsync());

        Assert.EndsWith("to the end", cli.Output, StringComparison.Ordinal);
        Assert.Contains("does not keep the whole output: No space left", cli.Errors, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Finished, (await RunAsync()).Info!.Status);
    }

    [Fact]
    public async Task A_runner_that_is_killed_takes_its_program_along_and_the_run_is_marked()
    {
        using var life = await LifePipe.CreateAsync(Folder["life"]);
        Folder.Write("project/go.sh", $"exec 9>'{life.Path}'; echo begun >&9; sleep 300");
        await using var cli = CliProcess.Start(
            Folder.Path, [.. Variables, ("TRACKING_HEARTBEAT_INTERVAL", "1")], "run", "project", "-e", "go.sh");
        await life.BegunAsync();

        await cli.KillAsync();

        await life.GoneAsync();
        var runId = (await RunAsync()).Info!.RunId;
        await Server.LoggedAsync($"Run {runId} sends no heartbeats any more");
        Assert.Equal(RunStatus.Killed, (await RunAsync()).Info!.Status);
        Assert.Contains((await RunAsync()).Data!.Tags!, tag => tag.Key == "tracking.lost");
    }

    [Fact]
    public async Task A_program_that_is_killed_fails_the_run_and_names_the_signal()
    {
        Folder.Write("project/go.sh", "kill -9 $$");
        await using var cli = CliProcess.Start(Folder.Path, Variables, "run", "project", "-e", "go.sh");

        Assert.Equal(1, await cli.ExitCodeAsync());

        Assert.Contains("FAILED (exit code 137)", cli.Errors, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, (await RunAsync()).Info!.Status);
    }

    [Fact]
    public async Task Two_runs_tell_what_differs()
    {
        Folder.Write("project/MLproject", "entry_points: {main: {parameters: {lr: float}, command: 'echo {lr}'}}\n");
        foreach (var rate in (string[])["0.1", "0.2"])
        {
            await using var cli = CliProcess.Start(Folder.Path, Variables, "run", "project", "-P", $"lr={rate}");
            Assert.Equal(0, await cli.ExitCodeAsync());
        }

        var runs = await Client.Runs.SearchAsync(["0"], orderBy: ["start_time ASC"]).ToListAsync();
        await using var diff = CliProcess.Start(
            Folder.Path, Variables, "runs", "diff", runs[0].Info!.RunId!, runs[1].Info!.RunId!);

        Assert.Equal(0, await diff.ExitCodeAsync());
        Assert.Equal("params\n  lr  0.1  0.2", diff.Output);
    }

    private async Task<Run> RunAsync() => await Client.Runs.SearchAsync(["0"]).SingleAsync(Patience.Token());
}
