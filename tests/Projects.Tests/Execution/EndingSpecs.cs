using System.Diagnostics;
using System.Globalization;
using Tracking.Contracts.Runs;
using Tracking.Projects.Execution;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Execution;

/// <summary>However a run ends, nothing of its program outlives it.</summary>
public sealed class EndingSpecs : IAsyncLifetime
{
    private ProjectRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ProjectRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

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
        _rig.Write("go.sh", "trap 'echo asked; exit 0' TERM; touch \"$1\"; while :; do sleep 0.05; done");
        using var signs = new TempFolder();
        _rig.WriteMain("bash go.sh {sign}", "{sign: string}");
        using var cancellation = new CancellationTokenSource();
        var running = _rig.Runner.RunAsync(
            new ProjectRunRequest(_rig.Project)
            {
                Parameters = new Dictionary<string, string> { ["sign"] = signs["started"] },
            },
            cancellation.Token);
        await FileAsync(signs["started"]);
        await cancellation.CancelAsync();

        var result = await running.WaitAsync(Patience.Limit);

        Assert.Equal(RunStatus.Killed, result.Status);
        Assert.EndsWith("asked\n", _rig.Output, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Killed, (await _rig.RunOfAsync(result)).Info!.Status);
    }

    [Fact]
    public async Task A_program_that_does_not_listen_is_killed_with_its_children()
    {
        using var signs = new TempFolder();
        var script = $"trap '' TERM; (trap '' TERM; sleep 300) & echo $! > {signs["child"]}; wait";
        var launch = new ProcessLaunch(["bash", "-c", script], signs.Path) { GracePeriod = TimeSpan.FromSeconds(1) };
        using var cancellation = new CancellationTokenSource();
        var running = ProcessRun.ToEndAsync(launch, new TailSink(100), cancellation.Token);
        await FileAsync(signs["child"]);
        await cancellation.CancelAsync();

        var result = await running.WaitAsync(Patience.Limit);

        Assert.Equal(ProcessEnd.Cancelled, result.End);
        await EndedAsync(int.Parse(await File.ReadAllTextAsync(signs["child"]), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_a_program_leaves_running_ends_with_it()
    {
        using var signs = new TempFolder();
        var launch = new ProcessLaunch(
            ["bash", "-c", $"sleep 300 & echo $! > {signs["child"]}; echo done"], signs.Path);

        var result = await ProcessRun.ToEndAsync(launch, new TailSink(100), Patience.Token());

        Assert.Equal(new ProcessResult(0, ProcessEnd.Exited), result);
        await EndedAsync(int.Parse(await File.ReadAllTextAsync(signs["child"]), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_program_ends_when_its_runner_is_killed()
    {
        using var signs = new TempFolder();
        var launch = new ProcessLaunch(["bash", "-c", $"echo $$ > {signs["child"]}; sleep 300"], signs.Path);
        using var supervisor = Process.Start(Supervisor.Start("/bin/bash", launch))!;
        await FileAsync(signs["child"]);

        // What the system does with the pipe of a runner that is killed.
        supervisor.StandardInput.Close();

        await supervisor.WaitForExitAsync(Patience.Token());
        await EndedAsync(int.Parse(await File.ReadAllTextAsync(signs["child"]), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_exit_code_of_a_killed_program_names_the_signal()
    {
        var launch = new ProcessLaunch(["bash", "-c", "kill -9 $$"], Environment.CurrentDirectory);

        var result = await ProcessRun.ToEndAsync(launch, new TailSink(100), Patience.Token());

        Assert.Equal(new ProcessResult(137, ProcessEnd.Exited), result);
    }

    /// <summary>Waits until another process has written a file.</summary>
    private static async Task FileAsync(string file)
    {
        var patience = Patience.Token();
        var isSign = file.EndsWith("started", StringComparison.Ordinal);
        while (!File.Exists(file) || (new FileInfo(file).Length == 0 && !isSign))
        {
            await Task.Delay(20, patience);
        }
    }

    private static async Task EndedAsync(int processId)
    {
        var patience = Patience.Token();
        while (Directory.Exists($"/proc/{processId}")
            && !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal))
        {
            await Task.Delay(20, patience);
        }
    }
}
