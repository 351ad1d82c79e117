using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Pipelines;

public sealed class WorkflowFailureSpecs : IAsyncLifetime
{
    private WorkflowRig _rig = null!;

    public async Task InitializeAsync() => _rig = await WorkflowRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_failed_step_stops_what_depends_on_it_and_nothing_else()
    {
        _rig.Write("""
            bad: {command: sh -c 'exit 3'}
            after: {command: 'true', needs: [bad]}
            later: {command: 'true', needs: [after, good]}
            good: {command: 'true'}
            better: {command: 'true', needs: [good]}
            """);

        var result = await _rig.RunAsync();

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal(
            "bad Failed, after Blocked, good Finished, later Blocked, better Finished", WorkflowRig.StatesOf(result));
        Assert.Equal("its program ended with exit code 3", WorkflowRig.StepOf(result, "bad").Reason);
        Assert.Equal("needs bad", WorkflowRig.StepOf(result, "after").Reason);
        Assert.Equal(RunStatus.Failed, (await _rig.RunOfAsync(result, "bad")).Info!.Status);
        Assert.Equal(RunStatus.Failed, (await _rig.Projects.RunOfAsync(result)).Info!.Status);
    }

    [Theory]
    [InlineData("a: {command: 'true', outputs: {m: m.txt}}", "ended well and left no output: 'm.txt' is not in the")]
    [InlineData("a: {command: 'true', outputs: [m]}", "ended well and left no artifact 'm'")]
    [InlineData("a: {command: ln -s /etc/hosts m, outputs: {m: m}}", "leads out of the project by a symbolic link")]
    [InlineData("a: {command: no-such-program-at-all}", "The program 'no-such-program-at-all' is not there")]
    public async Task A_step_that_does_not_leave_what_it_must_fails(string steps, string expected)
    {
        _rig.Write(steps);

        var result = await _rig.RunAsync();

        Assert.Equal("a Failed", WorkflowRig.StatesOf(result));
        Assert.Contains(expected, WorkflowRig.StepOf(result, "a").Reason, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, (await _rig.RunOfAsync(result, "a")).Info!.Status);
        Assert.Equal("a Failed", WorkflowRig.StatesOf(await _rig.RunAsync()));
    }

    [Fact]
    public async Task What_a_run_did_not_log_is_named()
    {
        _rig.Write("a: {command: 'true'}\nb: {command: 'echo {x}', parameters: {x: '${steps.a.metrics.loss}'}}");

        var result = await _rig.RunAsync();

        Assert.Equal(
            $"${{steps.a.metrics.loss}}: run {WorkflowRig.StepOf(result, "a").RunId} of step 'a' logged no metric " +
            "'loss'.",
            WorkflowRig.StepOf(result, "b").Reason);
    }

    [Fact]
    public async Task A_step_is_tried_again_and_ended_when_its_time_is_up()
    {
        var tries = Path.Join(_rig.Signs, "tries");
        _rig.Write($"a: {{command: \"echo x >> '{tries}' && sleep 300\", retries: 1, timeout: 0.3}}");

        var result = await _rig.RunAsync();

        Assert.Equal("a Failed", WorkflowRig.StatesOf(result));
        Assert.Equal("x\nx\n", await File.ReadAllTextAsync(tries));
    }

    [Fact]
    public async Task A_killed_program_fails_its_step()
    {
        _rig.Write("a: {command: sh -c 'kill -9 $$'}");

        var result = await _rig.RunAsync();

        Assert.Equal("its program ended with exit code 137", WorkflowRig.StepOf(result, "a").Reason);
    }

    [Fact]
    public async Task Resume_goes_on_in_the_same_run_with_its_parameters()
    {
        _rig.Projects.Write("go.sh", "exit 1");
        _rig.Write("""
            a: {command: 'echo {s}', inputs: [none], parameters: {s: '${parameters.seed}'}}
            b: {command: bash go.sh, inputs: [go.sh], needs: [a]}
            """);
        var failed = await _rig.RunAsync(
            request => request with { Parameters = new Dictionary<string, string> { ["seed"] = "3" }, Force = true });
        _rig.Projects.Write("go.sh", "exit 0");

        var resumed = await _rig.RunAsync(request => request with { Resume = true });

        Assert.Equal("a Finished, b Failed", WorkflowRig.StatesOf(failed));
        Assert.Equal("a Reused, b Finished", WorkflowRig.StatesOf(resumed));
        Assert.Equal(failed.RunId, resumed.RunId);
        Assert.Equal(RunStatus.Finished, (await _rig.Projects.RunOfAsync(resumed)).Info!.Status);
    }

    [Fact]
    public async Task What_cannot_be_resumed_is_said()
    {
        _rig.Write("a: {command: \"sh -c 'exit {s}'\", parameters: {s: '${parameters.seed}'}}");
        await RefusedAsync("the workflow has no run in this experiment", null);
        var failed = await _rig.RunAsync();
        await RefusedAsync("has seed = '7', so it cannot go on with '0'", "0");
        await RefusedAsync("is no run of this workflow", null, WorkflowRig.StepOf(failed, "a").RunId);
        var finished = await _rig.RunAsync(
            request => request with { Parameters = new Dictionary<string, string> { ["seed"] = "0" } });
        await RefusedAsync($"run {finished.RunId}, the last of the workflow, ended well", null);
    }

    [Fact]
    public async Task A_workflow_that_still_runs_is_not_resumed()
    {
        _rig.Write("a: {command: \"sh -c 'exit 1'\"}");
        var failed = await _rig.RunAsync();
        await _rig.Projects.Client.Runs.UpdateAsync(
            new UpdateRunRequest { RunId = failed.RunId, Status = RunStatus.Running }, Patience.Token());

        await RefusedAsync($"is still going on, in process {Environment.ProcessId}", null);
        await _rig.Projects.Client.Runs.SetTagAsync(
            failed.RunId, "tracking.workflow.runner", "elsewhere 7 1", Patience.Token());
        await RefusedAsync("is going on in process 7 of elsewhere", null);
    }

    private async Task RefusedAsync(string expected, string? seed, string? runId = null)
    {
        var error = await Assert.ThrowsAsync<ProjectException>(() => _rig.RunAsync(request => request with
        {
            Resume = true,
            RunId = runId,
            Parameters = seed is null ? request.Parameters : new Dictionary<string, string> { ["seed"] = seed },
        }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
