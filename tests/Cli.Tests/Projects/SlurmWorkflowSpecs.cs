using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.TestKit;
using Tracking.TestKit.Slurm;

namespace Tracking.Cli.Tests.Projects;

/// <summary>Steps of workflows as jobs of a real Slurm, which outlive the process that follows them.</summary>
public sealed class SlurmWorkflowSpecs : IAsyncLifetime, IDisposable
{
    private const string Steps = """
        name: demo
        workflow:
          steps:
            make: {command: bash make.sh, inputs: [make.sh], outputs: {made: made.txt}}
            use: {command: 'cat {file}', parameters: {file: "${steps.make.artifacts.made}"}}
        """;

    private readonly TempFolder _folder = new();
    private RunningTrackingServer _server = null!;
    private TrackingClient _client = null!;
    private RunningSlurm _slurm = null!;
    private LifePipe _life = null!;

    public async Task InitializeAsync()
    {
        if (RunningSlurm.ReasonToSkip is null)
        {
            _server = await RunningTrackingServer.StartAsync();
            _client = new TrackingClient(_server.Address.ToString());
            _slurm = await RunningSlurm.StartAsync();
            _life = await LifePipe.CreateAsync(_folder["life"]);
            _folder.Write("project/MLproject", Steps);
        }
    }

    public async Task DisposeAsync()
    {
        if (RunningSlurm.ReasonToSkip is null)
        {
            _life.Dispose();
            await _slurm.DisposeAsync();
            await _client.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [SlurmFact]
    public async Task A_workflow_goes_on_with_the_jobs_that_outlived_its_runner()
    {
        using var go = await LifePipe.CreateAsync(_folder["go"]);
        WriteMake($"echo $SLURM_JOB_ID >>'{_folder["started"]}'; read -r _ <'{go.Path}'; echo fresh >made.txt");
        await using var killed = Run();
        await _life.BegunAsync();
        await killed.SaidAsync("job 1 RUNNING");
        await killed.KillAsync();
        await using var resumed = Run("--resume");
        await resumed.SaidAsync("job 1 carries it out already");

        await go.TellAsync();

        Assert.Equal(0, await resumed.ExitCodeAsync());
        Assert.Equal("1\n", await File.ReadAllTextAsync(_folder["started"]));
        Assert.Contains("use | fresh", resumed.Output, StringComparison.Ordinal);
        Assert.All(await RunsAsync(), run => Assert.Equal(RunStatus.Finished, run.Info!.Status));
        Assert.Equal(3, (await RunsAsync()).Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["cache", "work"]));
    }

    [SlurmFact]
    public async Task What_a_job_finished_unwatched_is_not_run_again()
    {
        using var go = await LifePipe.CreateAsync(_folder["go"]);
        WriteMake($"read -r _ <'{go.Path}'; echo fresh >made.txt");
        await using var killed = Run();
        await _life.BegunAsync();
        await killed.SaidAsync("job 1 RUNNING");
        await killed.KillAsync();
        var job = Directory.EnumerateDirectories(_folder["cache", "jobs"]).Single();
        await go.TellAsync();
        await GonePath.WaitAsync(job);

        await using var resumed = Run("--resume");

        Assert.Equal(0, await resumed.ExitCodeAsync());
        Assert.Contains("make: reused", resumed.Errors, StringComparison.Ordinal);
        Assert.Contains("use | fresh", resumed.Output, StringComparison.Ordinal);
    }

    [SlurmFact]
    public async Task The_job_of_a_step_that_has_changed_is_cancelled_before_the_step_runs_again()
    {
        WriteMake("sleep 300");
        await using var killed = Run();
        await _life.BegunAsync();
        await killed.SaidAsync("job 1 RUNNING");
        await killed.KillAsync();
        _folder.Write("project/make.sh", "echo other >made.txt");

        await using var resumed = Run("--resume");

        Assert.Equal(0, await resumed.ExitCodeAsync());
        await _life.GoneAsync();
        Assert.Contains("use | other", resumed.Output, StringComparison.Ordinal);
        var job = await _slurm.AskAsync("scontrol", "show", "job", "1");
        Assert.Contains("JobState=CANCELLED", job, StringComparison.Ordinal);
        Assert.Single(await RunsAsync(), run => run.Info!.Status == RunStatus.Killed);
    }

    /// <summary>The script of the first step; the pipe tells that it has begun, and that it is gone.</summary>
    private void WriteMake(string script) =>
        _folder.Write("project/make.sh", $"exec 9>'{_life.Path}'; echo begun >&9; {script}\n");

    private CliProcess Run(params string[] arguments) => CliProcess.Start(
        _folder.Path,
        [
            _slurm.Variable, ("MLFLOW_TRACKING_URI", _server.Address.ToString()),
            ("TRACKING_PROJECTS_CACHE", _folder["cache"]),
        ],
        ["run", "project", "-b", "slurm", "-c", """{"poll-seconds": 0.2, "time": "5"}""", .. arguments]);

    private ValueTask<List<Run>> RunsAsync() => _client.Runs.SearchAsync(["0"]).ToListAsync(Patience.Token());
}
