using Tracking.Contracts.Runs;
using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Definition;
using Tracking.Projects.Pipelines.Reuse;
using Tracking.Projects.Records;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Runs a workflow as one run, with the runs of its steps below it.</summary>
internal sealed class WorkflowExecution(WorkflowContext context)
{
    private readonly RunRecorder _recorder = new(context.Client, context.Options);

    /// <summary>The values of a workflow's parameters.</summary>
    /// <exception cref="ProjectException">One is missing, unknown or of a wrong type.</exception>
    public static ParameterBinding Bind(
        IReadOnlyList<ParameterSpec> parameters, IReadOnlyDictionary<string, string> given)
    {
        var binding = ParameterBinding.Of(new EntryPoint(WorkflowModel.EntryPointName, parameters, ""), given);
        return binding.Extra.Count == 0 ? binding : throw new ProjectException(
            $"The workflow has no parameter '{binding.Extra[0].Key}'; " +
            (parameters.Count == 0
                ? "it has none."
                : $"known are {string.Join(", ", parameters.Select(parameter => parameter.Name))}."));
    }

    public async Task<ProjectRunResult> RunAsync(PlannedRun planned, CancellationToken cancellationToken)
    {
        var sources = await SourceFiles.OfAsync(context.Source, context.Workflow.Ignored, cancellationToken);
        var run = await StartAsync(planned, cancellationToken);
        using var signs = context.Client.Runs.KeepAlive(run.RunId!);
        context.Options.Log($"workflow {context.Workflow.Name}: run {run.RunId}");
        var status = RunStatus.Failed;
        IReadOnlyList<StepOutcome> outcomes = [];
        try
        {
            var history = await StepHistory.FetchAsync(
                context.Client, run.ExperimentId!, context.WorkflowId, cancellationToken);
            if (context.UnderWay is { } underWay)
            {
                await underWay.CancelUnknownAsync([.. context.Workflow.Steps.Select(step => step.Name)]);
            }

            using var execution = new StepExecution(context, run, sources, history);
            outcomes = await new WorkflowSchedule(context, execution).RunAsync(cancellationToken);
            status = StatusOf(outcomes);
        }
        catch (OperationCanceledException)
        {
            status = RunStatus.Killed;
            throw;
        }
        finally
        {
            await EndAsync(run.RunId!, outcomes, status);
        }

        return new ProjectRunResult(run.RunId!, run.ExperimentId!, status, null)
        {
            Steps = [.. outcomes.Select(outcome => outcome.Report)],
        };
    }

    private async Task<RunInfo> StartAsync(PlannedRun planned, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] tags =
        [
            .. planned.Tags(context.Manager),
            new(InterruptedWorkflow.NameTag, context.Workflow.Name),
            new(StepHistory.WorkflowTag, context.WorkflowId),
            new(RunnerIdentity.Tag, RunnerIdentity.OfThisProcess().ToString()),
        ];
        var request = planned.Request.RunId is null
            ? planned.Request with { RunName = planned.Request.RunName ?? context.Workflow.Name }
            : planned.Request;
        var run = await _recorder.StartAsync(request, tags, RunStatus.Running, cancellationToken);
        await _recorder.LogParametersAsync(run.RunId!, planned.Binding.All, cancellationToken);
        await _recorder.KeepAsync(
            run.RunId!, planned.Record(context.Manager, ""), planned.Copy, environmentLock: null, cancellationToken);
        return run;
    }

    /// <summary>Not cancelled: an end must be told.</summary>
    private async Task EndAsync(string runId, IReadOnlyList<StepOutcome> outcomes, RunStatus status)
    {
        var folder = Directory.CreateTempSubdirectory("tracking-workflow-").FullName;
        try
        {
            var record = Path.Join(folder, WorkflowRecord.FileName);
            await WorkflowRecord.Of(context.Workflow.Name, outcomes).WriteAsync(record, CancellationToken.None);
            foreach (var tags in WorkflowRecord.Tags(outcomes).Chunk(WorkflowRecord.TagsPerBatch))
            {
                await context.Client.Runs.LogBatchAsync(
                    new LogBatchRequest { RunId = runId, Tags = tags }, CancellationToken.None);
            }

            await _recorder.EndAsync(runId, record, status);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static RunStatus StatusOf(IReadOnlyList<StepOutcome> outcomes) =>
        outcomes.Any(outcome => outcome.Report.State == WorkflowStepState.Killed) ? RunStatus.Killed
        : outcomes.All(outcome => outcome.IsGood) ? RunStatus.Finished
        : RunStatus.Failed;
}
