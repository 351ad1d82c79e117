using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Execution;

namespace Tracking.Projects.Backends.Kubernetes;

/// <summary>Follows a job to its end: output of its pods goes on as it comes, and cancelling deletes the job.</summary>
internal sealed class KubernetesWatch(
    TrackingClient client, ProjectRunnerOptions options, Kubectl kubectl, string job)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>How long the output of a job that is over may take to arrive.</summary>
    private static readonly TimeSpan OutputTime = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Task> _pods = new(StringComparer.Ordinal);
    private string _told = "";

    /// <param name="runId">What the job carries out.</param>
    /// <param name="outputFile">Gets what the pods write.</param>
    /// <param name="cancellationToken">Deletes the job; the run is KILLED.</param>
    public async Task<(RunStatus Status, int? ExitCode)> ToEndAsync(
        string runId, string outputFile, CancellationToken cancellationToken)
    {
        using var output = new OutputLog(outputFile, options.OutputBytesMax, StreamSink.Of(options));
        using var end = new CancellationTokenSource();
        try
        {
            while (true)
            {
                if (await kubectl.StateAsync(job, CancellationToken.None) is { } state)
                {
                    await TellAsync(runId, state);
                    FollowPods(state, output, end.Token);
                    if (state.IsOver)
                    {
                        end.CancelAfter(OutputTime);
                        return (
                            state.Name == "Complete" ? RunStatus.Finished : RunStatus.Failed,
                            state.Name == "Complete" ? 0 : state.ExitCode);
                    }
                }

                await Task.Delay(Poll, options.Time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested)
                {
                    options.Log($"deleting job {job}");
                    end.CancelAfter(OutputTime);
                    await kubectl.DeleteAsync(job);
                    return (RunStatus.Killed, null);
                }
            }
        }
        finally
        {
            await Task.WhenAll(_pods.Values);
        }
    }

    private void FollowPods(KubernetesJobState state, OutputLog output, CancellationToken end)
    {
        foreach (var pod in state.StartedPods.Where(pod => !_pods.ContainsKey(pod)))
        {
            _pods.Add(pod, ProcessRun.ToEndAsync(kubectl.Logs(pod), output, end));
        }
    }

    private async Task TellAsync(string runId, KubernetesJobState state)
    {
        if (state.Name == _told)
        {
            return;
        }

        _told = state.Name;
        options.Log($"job {job} {state.Name}{(state.Reason is { } reason ? $" ({reason})" : "")}");
        if (state.Name == "Running")
        {
            await client.Runs.UpdateAsync(
                new UpdateRunRequest { RunId = runId, Status = RunStatus.Running }, CancellationToken.None);
        }
    }
}
