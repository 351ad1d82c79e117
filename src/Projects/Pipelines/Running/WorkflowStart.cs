using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Backends.Slurm;
using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Checks;
using Tracking.Projects.Pipelines.Definition;
using Tracking.Projects.Records;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Settles what a workflow's run is, new or one to go on with, and runs it.</summary>
internal sealed class WorkflowStart(
    TrackingClient client, ProjectRunnerOptions options, PlannedWorkflow workflow, string manager)
{
    /// <exception cref="ProjectException">The parameters are no good, or there is nothing to resume.</exception>
    public async Task<ProjectRunResult> RunAsync(
        ProjectRunRequest request,
        WorkingCopy copy,
        Func<PlannedRun, ProjectRunnerOptions, CancellationToken, Task<ProjectRunResult>> runStep,
        CancellationToken cancellationToken)
    {
        var known = request.Resume ? request : request with { Parameters = Bound(request.Parameters) };
        var context = new WorkflowContext(client, InTurn(options), known, workflow, copy, runStep)
        {
            Manager = manager,
            Parameters = known.Parameters,
        };
        if (request.Resume)
        {
            var jobs = new OrphanedJobs(client, options);
            (known, var underWay) = await ResumedAsync(request, context.WorkflowId, jobs, cancellationToken);
            context = context with
            {
                Request = known,
                Parameters = known.Parameters,
                UnderWay = new StepsUnderWay(jobs, underWay, context.Options),
            };
        }

        var planned = new PlannedRun(
            known,
            copy,
            workflow.Project,
            new EntryPoint(WorkflowModel.EntryPointName, workflow.Parameters, ""),
            WorkflowExecution.Bind(workflow.Parameters, known.Parameters));
        return await new WorkflowExecution(context).RunAsync(planned, cancellationToken);
    }

    private async Task<(ProjectRunRequest Request, IReadOnlyList<Run> UnderWay)> ResumedAsync(
        ProjectRunRequest request, string workflowId, OrphanedJobs jobs, CancellationToken cancellationToken)
    {
        var experimentId = await new RunRecorder(client, options).ExperimentIdOfAsync(request, cancellationToken);
        var (run, underWay) = await new InterruptedWorkflow(client, jobs).FindAsync(
            request.RunId, experimentId, workflowId, cancellationToken);
        var recorded = (run.Data?.Params ?? []).ToDictionary(param => param.Key!, param => param.Value ?? "");
        foreach (var (name, value) in request.Parameters)
        {
            if (recorded.GetValueOrDefault(name) is { } was && was != value)
            {
                throw new ProjectException(
                    $"Run {run.Info!.RunId} has {name} = '{was}', so it cannot go on with '{value}': without " +
                    "resume a new run takes what is unchanged from it all the same.");
            }

            recorded[name] = value;
        }

        return (request with { RunId = run.Info!.RunId, Parameters = Bound(recorded) }, underWay);
    }

    private Dictionary<string, string> Bound(IReadOnlyDictionary<string, string> given) =>
        new(WorkflowExecution.Bind(workflow.Parameters, given).Declared);

    /// <summary>Steps run at once, and who listens hears one after another.</summary>
    private static ProjectRunnerOptions InTurn(ProjectRunnerOptions options)
    {
        var gate = new Lock();
        return options with
        {
            Log = line =>
            {
                lock (gate)
                {
                    options.Log(line);
                }
            },
            Progress = report =>
            {
                lock (gate)
                {
                    options.Progress(report);
                }
            },
        };
    }
}
