using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Backends.Slurm;
using Tracking.Projects.Environments;
using Tracking.Projects.Execution;
using Tracking.Projects.Records;

namespace Tracking.Projects.Backends;

/// <summary>Carries out, in a job, what another process has planned.</summary>
internal sealed class HandedOverExecution(
    TrackingClient client, ProjectRunnerOptions options, EnvironmentProviders environments)
{
    private static readonly TimeSpan WatchPoll = TimeSpan.FromSeconds(1);

    /// <summary>The number of the job that this process is; null outside Slurm.</summary>
    private static string? SlurmJob =>
        Environment.GetEnvironmentVariable("SLURM_JOB_ID") is { Length: > 0 } job ? job : null;

    public async Task<ProjectRunResult> RunAsync(JobFolder folder, CancellationToken cancellationToken)
    {
        var handed = await folder.ReadAsync(cancellationToken);
        var run = await client.Runs.GetAsync(handed.RunId, cancellationToken);
        await TellJobAsync(run, cancellationToken);
        if (run.Info!.Status is { } status and not RunStatus.Scheduled)
        {
            // Whoever ended it may have started another in its place.
            options.Log($"run {handed.RunId} is {status.ToString().ToUpperInvariant()} already: the job does nothing");
            return new ProjectRunResult(handed.RunId, run.Info.ExperimentId!, status, null);
        }

        using var copy = handed.Copy();
        var planned = await handed.PlannedAsync(copy, cancellationToken);
        var manager = environments.Choose(handed.EnvironmentManager, planned.Project.Environment);
        var result = await new RunExecution(client, options).RunAsync(planned, manager, cancellationToken);
        if (result.Status == RunStatus.Killed || !await IsBeingEndedAsync())
        {
            return result;
        }

        await new RunRecorder(client, options).EndAsync(handed.RunId, null, RunStatus.Killed);
        return result with { Status = RunStatus.Killed };
    }

    /// <summary>The process that submitted the job may have died before it could.</summary>
    private async Task TellJobAsync(Run run, CancellationToken cancellationToken)
    {
        if (SlurmJob is { } job && OrphanedJobs.JobOf(run) is null)
        {
            await client.Runs.SetTagAsync(run.Info!.RunId!, OrphanedJobs.JobTag, job, cancellationToken);
        }
    }

    /// <summary>
    /// Slurm signals all processes of a job at once, so that the program may be over before this process has heard of
    /// the signal.
    /// </summary>
    private async Task<bool> IsBeingEndedAsync() =>
        SlurmJob is { } job
        && await new SlurmQueue(options.ProgramFolders).StateAsync(job, CancellationToken.None)
            is { Name: not ("RUNNING" or "") };

    /// <summary>Ends the run of a job that is over and cleans up, unless some process follows the job.</summary>
    public async Task FinishAsync(JobFolder folder, string slurmJob, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder.Path))
        {
            return;
        }

        var handed = await folder.ReadAsync(cancellationToken);
        try
        {
            while (folder.IsWatched(handed.SilenceMax))
            {
                await Task.Delay(WatchPoll, options.Time, cancellationToken);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // The process that follows the job has ended the run and cleaned up.
            return;
        }

        var state = await new SlurmQueue(options.ProgramFolders).StateAsync(slurmJob, cancellationToken);
        await new JobEnding(client, options).EndAsync(handed.RunId, folder, state.IsCancelled);
        handed.DeleteCopy();
        folder.Delete();
    }
}
