using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Records;

namespace Tracking.Projects.Backends;

/// <summary>Ends runs whose job could not do it.</summary>
internal sealed class JobEnding(TrackingClient client, ProjectRunnerOptions options)
{
    private readonly RunRecorder _recorder = new(client, options);

    /// <summary>How the run ended; if nobody has said so, it failed, and keeps what the job wrote.</summary>
    /// <param name="runId">The run of a job that is over.</param>
    /// <param name="folder">The job's.</param>
    /// <param name="isCancelled">Somebody ended the job: the run is KILLED.</param>
    public async Task<RunStatus> EndAsync(string runId, JobFolder folder, bool isCancelled)
    {
        var run = await client.Runs.GetAsync(runId, CancellationToken.None);
        if (run.Info!.Status is { } told and not (RunStatus.Running or RunStatus.Scheduled))
        {
            return told;
        }

        var status = isCancelled ? RunStatus.Killed : RunStatus.Failed;
        await _recorder.EndAsync(runId, folder.StandardOutput, status);
        return status;
    }
}
