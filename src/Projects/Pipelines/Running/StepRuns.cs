using Tracking.Contracts.Runs;
using Tracking.Projects.Backends.Slurm;
using Tracking.Projects.Execution;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Checks;
using Tracking.Projects.Pipelines.Reuse;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Runs steps as runs below the workflow's own, each in a copy of the project.</summary>
internal sealed class StepRuns(WorkflowContext context, RunInfo parent)
{
    private readonly StepOutputs _outputs = new(context.Client);

    /// <exception cref="ProjectException">The step could not run, or did not leave what it must.</exception>
    public async Task<StepOutcome> RunAsync(StepDecision decision, CancellationToken cancellationToken)
    {
        var (step, instance, telling) = decision;
        var reason = telling.Reason;
        using var copy = context.Source.Duplicate(context.Options.WorkFolder, cancellationToken);
        var runId = await CreateAsync(instance, decision.Ingredients!, cancellationToken);
        telling.Tell(WorkflowStepState.Running, reason, runId);
        var binding = decision.Binding!;
        var planned = new PlannedRun(
            RequestOf(step, instance, binding, runId), copy, context.Workflow.Project, step.EntryPoint, binding)
        {
            Due = new DueOutputs(step.Name, step.Outputs),
        };
        var result = await HeardAsync(instance, options => context.RunStep(planned, options, cancellationToken));
        return Unfinished(result, decision, cancellationToken)
            ?? await OutcomeAsync(decision, reason, planned, cancellationToken);
    }

    /// <summary>Waits for a run that a job carries out already.</summary>
    /// <exception cref="ProjectException">Slurm cannot be asked.</exception>
    public async Task<StepOutcome> FollowAsync(
        StepDecision decision, Run underWay, CancellationToken cancellationToken)
    {
        var runId = underWay.Info!.RunId!;
        var reason = $"job {OrphanedJobs.JobOf(underWay)} carries it out already";
        decision.Telling.Tell(WorkflowStepState.Running, reason, runId);
        var result = await HeardAsync(
            decision.Instance, options => context.UnderWay!.FollowAsync(underWay, options, cancellationToken));
        if (Unfinished(result, decision, cancellationToken) is { } unfinished)
        {
            return unfinished;
        }

        var run = await context.Client.Runs.GetAsync(runId, cancellationToken);
        return StepHistory.OutputsOf(run) is { } outputs
            ? StepOutcome.Of(
                decision.Instance, decision.Telling.Tell(WorkflowStepState.Finished, reason), run, outputs)
            : decision.Told(WorkflowStepState.Failed, $"run {runId} ended well and kept no outputs");
    }

    /// <summary>What the step says is marked with its name.</summary>
    private async Task<ProjectRunResult> HeardAsync(
        StepInstance instance, Func<ProjectRunnerOptions, Task<ProjectRunResult>> run)
    {
        using var output = PrefixedOutput.Of(context.Options.StandardOutput, instance.Title);
        using var errors = PrefixedOutput.Of(context.Options.StandardError, instance.Title);
        return await run(context.Options with
        {
            StandardOutput = output,
            StandardError = errors,
            Log = line => context.Options.Log($"{instance.Title}: {line}"),
        });
    }

    /// <summary>The outcome of a run that did not end well; null for one that did.</summary>
    private static StepOutcome? Unfinished(
        ProjectRunResult result, StepDecision decision, CancellationToken cancellationToken) => result.Status switch
        {
            RunStatus.Finished => null,
            RunStatus.Killed when cancellationToken.IsCancellationRequested =>
                decision.Told(WorkflowStepState.Killed, "the workflow was cancelled"),
            _ => decision.Told(WorkflowStepState.Failed, $"its program ended with exit code {result.ExitCode}"),
        };

    private async Task<StepOutcome> OutcomeAsync(
        StepDecision decision, string reason, PlannedRun planned, CancellationToken cancellationToken)
    {
        var runId = planned.Request.RunId!;
        var run = await context.Client.Runs.GetAsync(runId, cancellationToken);
        // Where the program runs without this tool, as in a pod, nobody has kept them yet.
        var outputs = StepHistory.OutputsOf(run)
            ?? await KeepOutputsAsync(planned.Due!, planned.Copy, runId, cancellationToken);
        return StepOutcome.Of(
            decision.Instance, decision.Telling.Tell(WorkflowStepState.Finished, reason), run, outputs);
    }

    private async Task<string> CreateAsync(
        StepInstance instance, StepIngredients ingredients, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] tags =
        [
            new("mlflow.parentRunId", parent.RunId!),
            new("mlflow.runName", instance.Title),
            new(StepHistory.WorkflowTag, context.WorkflowId),
            .. ingredients.Tags(),
        ];
        var run = await context.Client.Runs.CreateAsync(
            new CreateRunRequest
            {
                ExperimentId = parent.ExperimentId,
                UserId = Environment.UserName,
                RunName = instance.Title,
                StartTime = context.Options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
                Tags = [.. tags.Select(tag => new RunTag { Key = tag.Key, Value = tag.Value })],
            },
            cancellationToken);
        return run.Info!.RunId!;
    }

    private ProjectRunRequest RequestOf(
        PlannedStep step, StepInstance instance, ParameterBinding binding, string runId) => context.Request with
        {
            EntryPoint = step.EntryPoint.Name,
            Parameters = new Dictionary<string, string>(binding.All),
            RunId = runId,
            RunName = instance.Title,
            EnvironmentManager = context.Manager,
            Retries = step.Model.Retries ?? context.Request.Retries,
            Timeout = step.Model.Timeout ?? context.Request.Timeout,
        };

    private async Task<IReadOnlyDictionary<string, string>> KeepOutputsAsync(
        DueOutputs due, WorkingCopy copy, string runId, CancellationToken cancellationToken)
    {
        try
        {
            return await _outputs.KeepAsync(due, copy, runId, cancellationToken);
        }
        catch
        {
            await context.Client.Runs.UpdateAsync(
                new UpdateRunRequest { RunId = runId, Status = RunStatus.Failed }, CancellationToken.None);
            throw;
        }
    }
}
