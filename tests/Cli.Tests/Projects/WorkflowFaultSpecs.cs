using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Projects;

/// <summary>Workflows of <c>tracking run</c> on full disks and under runners that die, and how they go on.</summary>
public sealed class WorkflowFaultSpecs : ProjectFaultRig
{
    [ProgramFact("unshare")]
    public async Task A_step_that_a_full_disk_stops_fails_and_the_workflow_goes_on_when_there_is_room()
    {
        WriteSteps("""
            fill: {command: 'head -c 3000000 /dev/zero > filled.bin', inputs: [none], outputs: {filled: filled.bin}}
            after: {command: echo to the end, needs: [fill]}
            """);
        var disk = Directory.CreateDirectory(Folder["disk"]).FullName;
        await using var cli = CliProcess.StartOnDisk(
            disk, 2, Folder.Path, [.. Variables, ("TRACKING_PROJECTS_CACHE", disk)], "run", "project");

        Assert.Equal(1, await cli.ExitCodeAsync());

        Assert.Contains("No space left on device", cli.Errors, StringComparison.Ordinal);
        Assert.Contains("after: blocked, needs fill", cli.Errors, StringComparison.Ordinal);
        var failed = await WorkflowRunAsync();
        Assert.Equal(RunStatus.Failed, failed.Status);
        await using var again = CliProcess.Start(Folder.Path, Variables, "run", "project", "--resume");
        Assert.Equal(0, await again.ExitCodeAsync());
        Assert.Equal((failed.RunId, RunStatus.Finished), await EndOfWorkflowAsync());
    }

    [ProgramFact("unshare")]
    public async Task A_disk_without_room_for_a_steps_copy_fails_the_step()
    {
        WriteSteps("only: {command: echo never}");
        Folder.Write("project/large.bin", new string('x', 1_200_000));
        var disk = Directory.CreateDirectory(Folder["disk"]).FullName;
        await using var cli = CliProcess.StartOnDisk(
            disk, 2, Folder.Path, [.. Variables, ("TRACKING_PROJECTS_CACHE", disk)], "run", "project");

        Assert.Equal(1, await cli.ExitCodeAsync());

        Assert.Contains("only: failed, No space left on device", cli.Errors, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, (await WorkflowRunAsync()).Status);
    }

    [Fact]
    public async Task A_workflow_whose_runner_is_killed_is_marked_with_its_step_and_goes_on_without_leftovers()
    {
        using var life = await LifePipe.CreateAsync(Folder["life"]);
        Folder.Write("project/go.sh", $"exec 9>'{life.Path}'; echo begun >&9; sleep 300");
        WriteSteps("only: {command: bash go.sh}");
        await using var killed = CliProcess.Start(
            Folder.Path, [.. Variables, ("TRACKING_HEARTBEAT_INTERVAL", "1")], "run", "project");
        await life.BegunAsync();
        await killed.KillAsync();
        await life.GoneAsync();

        // Only runs that gave signs of life can be missed.
        foreach (var run in await Client.Runs.SearchAsync(["0"]).ToListAsync(Patience.Token()))
        {
            await Server.LoggedAsync($"Run {run.Info!.RunId} sends no heartbeats any more");
        }

        var (runId, status) = await EndOfWorkflowAsync();
        Assert.Equal(RunStatus.Killed, status);
        Assert.NotEmpty(Directory.EnumerateFileSystemEntries(Folder["cache", "work"]));
        Folder.Write("project/go.sh", "echo well");
        await using var again = CliProcess.Start(Folder.Path, Variables, "run", "project", "--resume");
        Assert.Equal(0, await again.ExitCodeAsync());
        Assert.Equal((runId, RunStatus.Finished), await EndOfWorkflowAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder["cache", "work"]));
    }

    private void WriteSteps(string steps)
    {
        var indented = string.Join('\n', steps.Split('\n').Select(line => "    " + line));
        Folder.Write("project/MLproject", $"name: demo\nworkflow:\n  steps:\n{indented}\n");
    }

    private async Task<RunInfo> WorkflowRunAsync() => (await Client.Runs
        .SearchAsync(["0"], "tags.`tracking.workflow.name` = 'demo'").SingleAsync(Patience.Token())).Info!;

    private async Task<(string? RunId, RunStatus? Status)> EndOfWorkflowAsync()
    {
        var run = await WorkflowRunAsync();
        return (run.RunId, run.Status);
    }
}
