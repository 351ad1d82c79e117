using Tracking.Client;
using Tracking.Contracts.Runs;

namespace Tracking.Projects.Backends.Slurm;

/// <summary>Follows a job to its end: its output goes on as it comes, and cancelling cancels the job.</summary>
internal sealed class SlurmWatch(
    TrackingClient client, ProjectRunnerOptions options, SlurmQueue queue, SlurmJob job)
{
    private const double PollGrowth = 1.5;

    private static readonly TimeSpan PollMin = TimeSpan.FromMilliseconds(200);

    private readonly FileTail _output = new(job.Folder.StandardOutput, options.StandardOutput);
    private readonly FileTail _errors = new(job.Folder.StandardError, options.StandardError);

    /// <param name="run">What the job carries out.</param>
    /// <param name="pollMax">The longest time between two looks.</param>
    /// <param name="cancellationToken">Cancels the job; the run is KILLED.</param>
    public async Task<ProjectRunResult> ToEndAsync(RunInfo run, TimeSpan pollMax, CancellationToken cancellationToken)
    {
        var (state, isCancelled) = await FollowAsync(pollMax, cancellationToken);
        var status = await new JobEnding(client, options).EndAsync(
            run.RunId!, job.Folder, isCancelled || state.IsCancelled);
        if (job.Finisher is { } finisher)
        {
            await queue.CancelAsync(finisher);
        }

        job.Folder.Delete();
        return new ProjectRunResult(run.RunId!, run.ExperimentId!, status, state.ExitCode);
    }

    private async Task<(SlurmJobState State, bool IsCancelled)> FollowAsync(
        TimeSpan pollMax, CancellationToken cancellationToken)
    {
        var told = SlurmJobState.Unknown;
        var isCancelled = false;
        for (var pause = PollMin; ; pause = Min(pause * PollGrowth, pollMax))
        {
            job.Folder.Watch();
            var state = await queue.StateAsync(job.Id, CancellationToken.None);
            // After the state: what the job wrote before its end is there by now.
            await _output.MoveAsync(CancellationToken.None);
            await _errors.MoveAsync(CancellationToken.None);
            told = Tell(told, state);
            if (state.IsOver)
            {
                return (state, isCancelled);
            }

            if (!isCancelled && await IsCancelledWithinAsync(pause, cancellationToken))
            {
                isCancelled = true;
                pause = PollMin;
                options.Log($"cancelling job {job.Id}");
                await queue.CancelAsync(job.Id);
            }
            else if (isCancelled)
            {
                await Task.Delay(pause, options.Time, CancellationToken.None);
            }
        }
    }

    private async Task<bool> IsCancelledWithinAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.Delay(pause, options.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cancellationToken.IsCancellationRequested;
    }

    private SlurmJobState Tell(SlurmJobState told, SlurmJobState state)
    {
        if (state == SlurmJobState.Unknown || state == told)
        {
            return told;
        }

        options.Log($"job {job.Id} {state.Name}{(state.Reason is { } reason ? $" ({reason})" : "")}");
        return state;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
