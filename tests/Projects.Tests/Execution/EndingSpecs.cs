using System.Diagnostics;
using Tracking.Contracts.Runs;
using Tracking.Projects.Execution;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Execution;

/// <summary>However a run ends, nothing of its program outlives it.</summary>
public sealed class EndingSpecs : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _signs = new();
    private ProjectRig _rig = null!;
    private LifePipe _pipe = null!;

    public async Task InitializeAsync()
    {
        _rig = await ProjectRig.StartAsync();
        _pipe = await LifePipe.CreateAsync(_signs["pipe"]);
    }

    public async Task DisposeAsync()
    {
        _pipe.Dispose();
        await _rig.DisposeAsync();
    }

    public void Dispose() => _signs.Dispose();

    [Fact]
    public async Task A_timeout_ends_the_program_and_fails_the_run()
    {
        _rig.WriteMain("sh -c 'echo started; sleep 300'");

        var result = await _rig.Runner.RunAsync(
            new ProjectRunRequest(_rig.Project) { Timeout = TimeSpan.FromMilliseconds(500) }, Patience.Token());

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal("started\n", _rig.Output);
    }

    [Fact]
    public async Task Cancelling_asks_the_program_to_end_and_kills_the_run()
    {
        _rig.Write("go.sh", "trap 'echo asked; exit 0' TERM; echo begun > \"$1\"; while :; do sleep 0.05; done");
        _rig.WriteMain("bash go.sh {pipe}", "{pipe: string}");
        using var cancellation = new CancellationTokenSource();
        var running = _rig.Runner.RunAsync(
            new ProjectRunRequest(_rig.Project)
            {
                Parameters = new Dictionary<string, string> { ["pipe"] = _pipe.Path },
            },
            cancellation.Token);
        await _pipe.BegunAsync();
        await cancellation.CancelAsync();

        var result = await running.WaitAsync(Patience.Limit);

        Assert.Equal(RunStatus.Killed, result.Status);
        Assert.EndsWith("asked\n", _rig.Output, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Killed, (await _rig.RunOfAsync(result)).Info!.Status);
    }

    [Fact]
    public async Task A_program_that_does_not_listen_is_killed_with_its_children()
    {
        var launch = Holding("trap '' TERM; (trap '' TERM; sleep 300) & wait") with
        {
            GracePeriod = TimeSpan.FromSeconds(1),
        };
        using var cancellation = new CancellationTokenSource();
        var running = ProcessRun.ToEndAsync(launch, new TailSink(100), cancellation.Token);
        await _pipe.BegunAsync();
        await cancellation.CancelAsync();

        var result = await running.WaitAsync(Patience.Limit);

        Assert.Equal(ProcessEnd.Cancelled, result.End);
        await _pipe.GoneAsync();
    }

    [Fact]
    public async Task What_a_program_leaves_running_ends_with_it()
    {
        var running = ProcessRun.ToEndAsync(
            Holding("sleep 300 & echo done"), new TailSink(100), Patience.Token());
        await _pipe.BegunAsync();

        Assert.Equal(new ProcessResult(0, ProcessEnd.Exited), await running);
        await _pipe.GoneAsync();
    }

    [Fact]
    public async Task The_program_ends_when_its_runner_is_killed()
    {
        using var supervisor = Process.Start(Supervisor.Start("/bin/bash", Holding("sleep 300")))!;
        await _pipe.BegunAsync();

        // What the system does with the pipe of a runner that is killed.
        supervisor.StandardInput.Close();

        await supervisor.WaitForExitAsync(Patience.Token());
        await _pipe.GoneAsync();
    }

    [Fact]
    public async Task The_exit_code_of_a_killed_program_names_the_signal()
    {
        var launch = new ProcessLaunch(["bash", "-c", "kill -9 $$"], Environment.CurrentDirectory);

        var result = await ProcessRun.ToEndAsync(launch, new TailSink(100), Patience.Token());

        Assert.Equal(new ProcessResult(137, ProcessEnd.Exited), result);
    }

    /// <summary>A program that holds the pipe, as its children do.</summary>
    private ProcessLaunch Holding(string script) =>
        new(["bash", "-c", $"exec 9> '{_pipe.Path}'; echo begun >&9; {script}"], _signs.Path);
}
