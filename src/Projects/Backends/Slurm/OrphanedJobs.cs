using Tracking.Client;
using Tracking.Contracts.Runs;

namespace Tracking.Projects.Backends.Slurm;

/// <summary>Jobs of Slurm that outlived the process that submitted them.</summary>
internal sealed class OrphanedJobs(TrackingClient client, ProjectRunnerOptions options)
{
    /// <summary>A run's job, by its number.</summary>
    public const string JobTag = "tracking.slurm.job_id";

    private readonly SlurmQueue _queue = new(options.ProgramFolders);

    /// <summary>The number of the job that carries a run out, or did; null for none.</summary>
    public static string? JobOf(Run run) =>
        run.Data?.Tags?.FirstOrDefault(tag => tag.Key == JobTag)?.Value;

    /// <summary>Whether a job carries the run out, or is going to; yes if Slurm gives no answer.</summary>
    /// <exception cref="ProjectException">The run has a job, and this machine cannot ask Slurm.</exception>
    public async Task<bool> IsGoingOnAsync(Run run, CancellationToken cancellationToken)
    {
        if (JobOf(run) is not { } job)
        {
            return false;
        }

        _queue.RequirePrograms();
        return !(await _queue.StateAsync(job, cancellationToken)).IsOver;
    }

    /// <summary>Follows the run's job to its end, as the process that submitted it would have done.</summary>
    /// <param name="run">Has a job.</param>
    /// <param name="listener">Gets the program's output from its beginning.</param>
    /// <param name="cancellationToken">Cancels the job; the run is KILLED.</param>
    public async Task<ProjectRunResult> FollowAsync(
        Run run, ProjectRunnerOptions listener, CancellationToken cancellationToken)
    {
        var folder = JobFolder.Of(options.CacheFolder, run.Info!.RunId!);
        folder.Watch();
        var handed = folder.Exists ? await folder.ReadAsync(CancellationToken.None) : null;
        var job = new SlurmJob(JobOf(run)!, null, folder);
        var result = await new SlurmWatch(client, listener, _queue, job).ToEndAsync(
            run.Info, SlurmConfig.PollWithin(handed?.SilenceMax), cancellationToken);
        handed?.DeleteCopy();
        return result;
    }
}
