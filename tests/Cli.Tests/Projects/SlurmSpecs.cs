using System.Text.Json;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.TestKit;
using Tracking.TestKit.Slurm;

namespace Tracking.Cli.Tests.Projects;

/// <summary>Runs as jobs of a real Slurm, from the command line.</summary>
public sealed class SlurmSpecs : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private RunningTrackingServer _server = null!;
    private TrackingClient _client = null!;
    private RunningSlurm _slurm = null!;

    public async Task InitializeAsync()
    {
        if (RunningSlurm.ReasonToSkip is null)
        {
            _server = await RunningTrackingServer.StartAsync();
            _client = new TrackingClient(_server.Address.ToString());
            _slurm = await RunningSlurm.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (RunningSlurm.ReasonToSkip is null)
        {
            await _slurm.DisposeAsync();
            await _client.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [SlurmFact]
    public async Task A_run_is_carried_out_by_a_job()
    {
        await using var cli = Run("echo hello $SLURM_JOB_ID $MLFLOW_RUN_ID $MLFLOW_TRACKING_URI", "--output", "json");

        Assert.Equal(0, await cli.ExitCodeAsync());

        using var result = JsonDocument.Parse(cli.Output);
        var runId = result.RootElement.GetProperty("run_id").GetString()!;
        var said = $"hello 1 {runId} {_server.Address.ToString().TrimEnd('/')}";
        Assert.Contains(said, cli.Errors, StringComparison.Ordinal);
        var run = await _client.Runs.GetAsync(runId, Patience.Token());
        Assert.Equal(RunStatus.Finished, run.Info!.Status);
        Assert.Equal("slurm", TagOf(run, "mlflow.project.backend"));
        Assert.Equal("1", TagOf(run, "tracking.slurm.job_id"));
        var log = await _client.Artifacts.DownloadAsync(runId, "project/output.log", _folder["kept"]);
        Assert.Equal(said + "\n", await File.ReadAllTextAsync(log, Patience.Token()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["cache", "jobs"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["cache", "work"]));
    }

    [SlurmFact]
    public async Task A_program_that_fails_fails_the_run_with_its_exit_code()
    {
        await using var cli = Run("exit 3 | exit 3", "--output", "json");

        Assert.Equal(1, await cli.ExitCodeAsync());

        using var result = JsonDocument.Parse(cli.Output);
        Assert.Equal("FAILED", result.RootElement.GetProperty("status").GetString());
        Assert.Equal(3, result.RootElement.GetProperty("exit_code").GetInt32());
    }

    [SlurmFact]
    public async Task Interrupting_cancels_the_job_and_kills_the_run()
    {
        using var life = await LifePipe.CreateAsync(_folder["life"]);
        await using var cli = Run(
            $"trap 'echo asked; exit 0' TERM; exec 9>'{life.Path}'; echo begun >&9; while true; do sleep 0.1; done");
        await life.BegunAsync();

        cli.Terminate();

        Assert.Equal(1, await cli.ExitCodeAsync());
        Assert.Contains("asked", cli.Output, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Killed, (await OnlyRunAsync()).Info!.Status);
        var job = await _slurm.AskAsync("scontrol", "show", "job", "1");
        Assert.Contains("JobState=CANCELLED", job, StringComparison.Ordinal);
    }

    [SlurmFact]
    public async Task The_job_ends_the_run_when_the_process_that_submitted_it_is_gone()
    {
        using var life = await LifePipe.CreateAsync(_folder["life"]);
        using var go = await LifePipe.CreateAsync(_folder["go"]);
        await using var cli = Run($"exec 9>'{life.Path}'; echo begun >&9; read -r _ <'{go.Path}'; echo late");
        await life.BegunAsync();
        await cli.KillAsync();
        await go.TellAsync();

        var run = await EndedAsync();

        Assert.Equal(RunStatus.Finished, run.Info!.Status);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["cache", "work"]));
    }

    [SlurmFact]
    public async Task A_job_cancelled_while_it_waits_ends_its_run_though_nobody_watches()
    {
        await using var cli = RunWith("""{"begin": "now+1hour", "poll-seconds": 0.2}""", "echo never");
        await cli.SaidAsync("PENDING (BeginTime)");
        await cli.KillAsync();
        await _slurm.AskAsync("scancel", "1");

        var run = await EndedAsync();

        Assert.Equal(RunStatus.Killed, run.Info!.Status);
    }

    [SlurmFact]
    public async Task A_job_whose_runner_is_killed_fails_the_run()
    {
        await using var cli = Run("kill -9 $(ps -o ppid= -p $PPID); sleep 30");

        Assert.Equal(1, await cli.ExitCodeAsync());

        var run = await OnlyRunAsync();
        Assert.Equal(RunStatus.Failed, run.Info!.Status);
        Assert.NotNull(run.Info.EndTime);
    }

    [SlurmFact]
    public async Task What_Slurm_refuses_is_told_in_its_words()
    {
        await using var cli = RunWith("""{"partition": "nope"}""", "echo never");

        Assert.Equal(1, await cli.ExitCodeAsync());
        Assert.Contains("invalid partition specified: nope", cli.Errors, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, (await OnlyRunAsync()).Info!.Status);
    }

    private CliProcess Run(string command, params string[] arguments) =>
        RunWith("""{"poll-seconds": 0.2, "time": "5"}""", command, arguments);

    private CliProcess RunWith(string config, string command, params string[] arguments)
    {
        _folder.Write("project/go.sh", command);
        _folder.Write("project/MLproject", "entry_points: {main: {command: bash go.sh}}");
        return CliProcess.Start(
            _folder.Path,
            [
                _slurm.Variable, ("MLFLOW_TRACKING_URI", _server.Address.ToString()),
                ("TRACKING_PROJECTS_CACHE", _folder["cache"]),
            ],
            ["run", "project", "--backend", "slurm", "--backend-config", config, .. arguments]);
    }

    private async Task<Run> OnlyRunAsync() => await _client.Runs.SearchAsync(["0"]).SingleAsync(Patience.Token());

    /// <summary>The run, once the finisher, which is the last to touch it, has cleaned up.</summary>
    private async Task<Run> EndedAsync()
    {
        await GonePath.WaitAsync(_folder["cache", "jobs", (await OnlyRunAsync()).Info!.RunId!]);
        return await OnlyRunAsync();
    }

    private static string? TagOf(Run run, string key) => run.Data!.Tags!.FirstOrDefault(tag => tag.Key == key)?.Value;
}
