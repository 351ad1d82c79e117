using System.Text.Json;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary><c>tracking run</c> of a workflow, as a process of its own.</summary>
public sealed class WorkflowCommandSpecs : IAsyncLifetime, IDisposable
{
    /// <summary>Says through a pipe that it has begun, and holds the pipe for as long as it lives.</summary>
    private const string Hang = "test -e \"$1/go\" && exit 0; exec 9> \"$1/pipe\"; echo begun >&9; sleep 300";

    private readonly TempFolder _folder = new();
    private RunningTrackingServer _server = null!;
    private TrackingClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningTrackingServer.StartAsync();
        _client = new TrackingClient(_server.Address.ToString());
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_has_every_step_and_lines_say_what_happens()
    {
        WriteSteps("a: {command: echo hello, matrix: {x: [1]}}\n    b: {command: 'false', needs: [a]}");

        await using var run = Run("--output", "json");

        Assert.Equal(ExitCodes.Failure, await run.ExitCodeAsync());
        var json = JsonDocument.Parse(run.Output).RootElement;
        var steps = json.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal("FAILED", json.GetProperty("status").GetString());
        Assert.Equal(
            ["a/1 a (x=1) FINISHED", "b b FAILED"],
            steps.Select(step => $"{Text(step, "step")} {Text(step, "title")} {Text(step, "state")}"));
        Assert.Equal(32, Text(steps[0], "run_id").Length);
        Assert.Contains("a (x=1) | hello", run.Errors);
        Assert.Contains("tracking: a (x=1): running (run ", run.Errors);
        Assert.Contains("tracking: b: failed (run ", run.Errors);
        Assert.DoesNotContain("\e[", run.Errors);
    }

    [Fact]
    public async Task A_cycle_ends_at_once_and_leaves_no_run()
    {
        WriteSteps("a: {command: x, needs: [b]}\n    b: {command: x, needs: [a]}");

        await using var run = Run();

        Assert.Equal(ExitCodes.Failure, await run.ExitCodeAsync());
        Assert.Equal(
            "Error: MLproject line 3, column 8: the steps need each other in a cycle: a → b → a.", run.Errors.Trim());
        Assert.Empty(await RunsAsync());
    }

    [Fact]
    public async Task A_runner_killed_with_9_takes_its_programs_along_and_resume_goes_on()
    {
        _folder.Write("project/hang.sh", Hang);
        WriteSteps($"a: {{command: 'true'}}\n    b: {{command: \"bash hang.sh '{_folder.Path}'\", needs: [a]}}");
        using var pipe = await LifePipe.CreateAsync(_folder["pipe"]);
        await using (var killed = Run())
        {
            await pipe.BegunAsync();
            await killed.KillAsync();
            await pipe.GoneAsync();
        }

        var left = Assert.Single(await RunsAsync(), run => run.Info!.RunName == "b");
        _folder.Write("go", "");
        await using var resumed = Run("--output", "json", "--resume");

        Assert.Equal(ExitCodes.Success, await resumed.ExitCodeAsync());
        var json = JsonDocument.Parse(resumed.Output).RootElement;
        var steps = json.GetProperty("steps").EnumerateArray().Select(step => Text(step, "state"));
        Assert.Equal(["REUSED", "FINISHED"], steps);
        Assert.Equal(ParentOf(left), Text(json, "run_id"));
        var ended = await _client.Runs.GetAsync(left.Info!.RunId!, Patience.Token());
        Assert.Equal((RunStatus.Running, RunStatus.Killed), (left.Info.Status, ended.Info!.Status));
    }

    [Fact]
    public async Task Stopping_the_runner_asks_its_programs_to_end_and_marks_the_runs()
    {
        _folder.Write("project/hang.sh", Hang);
        WriteSteps($"b: {{command: \"bash hang.sh '{_folder.Path}'\"}}\n    c: {{command: 'true', needs: [b]}}");
        using var pipe = await LifePipe.CreateAsync(_folder["pipe"]);
        await using var run = Run();
        await pipe.BegunAsync();

        run.Terminate();

        Assert.Equal(ExitCodes.Failure, await run.ExitCodeAsync());
        await pipe.GoneAsync();
        Assert.Equal([RunStatus.Killed, RunStatus.Killed], (await RunsAsync()).Select(one => one.Info!.Status!.Value));
    }

    private CliProcess Run(params string[] more) => CliProcess.Start(
        _folder.Path,
        [("MLFLOW_TRACKING_URI", _server.Address.ToString()), ("TRACKING_PROJECTS_CACHE", _folder["cache"])],
        ["run", _folder["project"], .. more]);

    private void WriteSteps(string steps) =>
        _folder.Write("project/MLproject", $"workflow:\n  steps:\n    {steps}\n");

    private async Task<List<Run>> RunsAsync()
    {
        var runs = new List<Run>();
        await foreach (var run in _client.Runs.SearchAsync(["0"], cancellationToken: Patience.Token()))
        {
            runs.Add(run);
        }

        return runs;
    }

    private static string? ParentOf(Run run) =>
        run.Data!.Tags!.Single(tag => tag.Key == "mlflow.parentRunId").Value;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
