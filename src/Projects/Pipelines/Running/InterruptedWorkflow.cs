using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Backends.Slurm;
using Tracking.Projects.Pipelines.Reuse;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Finds the run of a workflow that did not end well, to go on with it.</summary>
internal sealed class InterruptedWorkflow(TrackingClient client, OrphanedJobs jobs)
{
    /// <summary>Marks the runs that are workflows, and not steps of them.</summary>
    public const string NameTag = "tracking.workflow.name";

    /// <summary>
    /// The run that was named, or else the last one of the workflow in the experiment; and the runs of its steps that
    /// jobs still carry out.
    /// </summary>
    /// <exception cref="ProjectException">There is none, it ended well, or it is still going on.</exception>
    public async Task<(Run Run, IReadOnlyList<Run> UnderWay)> FindAsync(
        string? runId, string experimentId, string workflowId, CancellationToken cancellationToken)
    {
        var run = runId is null
            ? await LastAsync(experimentId, workflowId, cancellationToken)
            : await client.Runs.GetAsync(runId, cancellationToken);
        if (TagOf(run, StepHistory.WorkflowTag) != workflowId || TagOf(run, NameTag) is null)
        {
            throw new ProjectException($"Nothing to resume: run {run.Info!.RunId} is no run of this workflow.");
        }

        if (run.Info!.Status == RunStatus.Finished)
        {
            throw new ProjectException(
                $"Nothing to resume: run {run.Info.RunId}, the last of the workflow, ended well.");
        }

        if (run.Info.Status == RunStatus.Running)
        {
            RefuseIfAlive(run);
        }

        return (run, await EndLeftoversAsync(run, cancellationToken));
    }

    private async Task<Run> LastAsync(string experimentId, string workflowId, CancellationToken cancellationToken)
    {
        var runs = client.Runs.SearchAsync(
            [experimentId],
            $"tags.`{StepHistory.WorkflowTag}` = '{workflowId}' AND tags.`{NameTag}` LIKE '%'",
            cancellationToken: cancellationToken);
        await foreach (var run in runs)
        {
            return run;
        }

        throw new ProjectException("Nothing to resume: the workflow has no run in this experiment.");
    }

    private static void RefuseIfAlive(Run run)
    {
        var runner = RunnerIdentity.Parse(TagOf(run, RunnerIdentity.Tag));
        if (runner is null || (runner.IsOnThisMachine && !runner.IsAlive()))
        {
            return;
        }

        throw new ProjectException(runner.IsOnThisMachine
            ? $"Run {run.Info!.RunId} is still going on, in process {runner.ProcessId}."
            : $"Run {run.Info!.RunId} is going on in process {runner.ProcessId} of {runner.Machine}. If that is " +
                "gone, the server marks the run as KILLED some minutes after its last sign of life.");
    }

    /// <summary>
    /// Runs of steps whose runner died are over, and nobody has said so yet; those that jobs carry out are not.
    /// </summary>
    private async Task<IReadOnlyList<Run>> EndLeftoversAsync(Run parent, CancellationToken cancellationToken)
    {
        var underWay = new List<Run>();
        foreach (var run in await UnendedStepsAsync(parent, cancellationToken))
        {
            if (await jobs.IsGoingOnAsync(run, cancellationToken))
            {
                underWay.Add(run);
                continue;
            }

            // A job that was submitted and not told of finds the run ended, and does nothing.
            await client.Runs.UpdateAsync(
                new UpdateRunRequest { RunId = run.Info!.RunId, Status = RunStatus.Killed }, cancellationToken);
        }

        return underWay;
    }

    private async Task<IReadOnlyList<Run>> UnendedStepsAsync(Run parent, CancellationToken cancellationToken)
    {
        var unended = new List<Run>();
        foreach (var status in (string[])["SCHEDULED", "RUNNING"])
        {
            var runs = client.Runs.SearchAsync(
                [parent.Info!.ExperimentId!],
                $"tags.`mlflow.parentRunId` = '{parent.Info.RunId}' AND attributes.status = '{status}'",
                cancellationToken: cancellationToken);
            await foreach (var run in runs)
            {
                unended.Add(run);
            }
        }

        // A job may begin between the two questions.
        return [.. unended.DistinctBy(run => run.Info!.RunId)];
    }

    private static string? TagOf(Run run, string key) =>
        run.Data?.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;
}
