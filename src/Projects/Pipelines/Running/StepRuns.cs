using System.Text.Json;
using Tracking.Contracts.Runs;
using Tracking.Projects.Execution;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Checks;
using Tracking.Projects.Pipelines.Reuse;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Runs steps as runs below the workflow's own, each in a copy of the project.</summary>
internal sealed class StepRuns(WorkflowContext context, RunInfo parent)
{
    private readonly StepOutputs _outputs = new(context.Client);

    /// <exception cref="ProjectException">The step could not run, or did not leave what it must.</exception>
    public async Task<StepOutcome> RunAsync(
        PlannedStep step,
        StepInstance instance,
        ParameterBinding binding,
        StepIngredients ingredients,
        Telling telling,
        CancellationToken cancellationToken)
    {
        var reason = telling.Reason;
        var folder = Path.Join(context.Options.CacheFolder, "work", Guid.NewGuid().ToString("n"));
        using var copy = context.Source.Duplicate(folder, cancellationToken);
        var runId = await CreateAsync(instance, ingredients, cancellationToken);
        telling.Tell(WorkflowStepState.Running, reason, runId);
        var planned = new PlannedRun(
            RequestOf(step, instance, binding, runId), copy, context.Workflow.Project, step.EntryPoint, binding);
        using var output = PrefixedOutput.Of(context.Options.StandardOutput, instance.Title);
        using var errors = PrefixedOutput.Of(context.Options.StandardError, instance.Title);
        var options = context.Options with
        {
            StandardOutput = output,
            StandardError = errors,
            Log = line => context.Options.Log($"{instance.Title}: {line}"),
        };
        var result = await context.RunStep(planned, options, cancellationToken);
        if (result.Status != RunStatus.Finished)
        {
            return result.Status == RunStatus.Killed && cancellationToken.IsCancellationRequested
                ? new StepOutcome(instance, telling.Tell(WorkflowStepState.Killed, "the workflow was cancelled"))
                : new StepOutcome(instance, telling.Tell(
                    WorkflowStepState.Failed, $"its program ended with exit code {result.ExitCode}"));
        }

        var outputs = await KeepOutputsAsync(step, copy, runId, cancellationToken);
        var run = await context.Client.Runs.GetAsync(runId, cancellationToken);
        return StepOutcome.Of(instance, telling.Tell(WorkflowStepState.Finished, reason), run, outputs);
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

    private async Task<Dictionary<string, string>> KeepOutputsAsync(
        PlannedStep step, Sources.WorkingCopy copy, string runId, CancellationToken cancellationToken)
    {
        try
        {
            var outputs = await _outputs.KeepAsync(step, copy, runId, cancellationToken);
            // Last, and only now: without it the run is not reused.
            await context.Client.Runs.SetTagAsync(
                runId,
                StepHistory.OutputsTag,
                JsonSerializer.Serialize(outputs, StepTagsJson.Default.DictionaryStringString),
                cancellationToken);
            return outputs;
        }
        catch
        {
            await context.Client.Runs.UpdateAsync(
                new UpdateRunRequest { RunId = runId, Status = RunStatus.Failed }, CancellationToken.None);
            throw;
        }
    }
}
