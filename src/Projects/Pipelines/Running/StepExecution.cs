using System.Collections.Concurrent;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Checks;
using Tracking.Projects.Pipelines.Reuse;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Decides whether a step must run, and runs it. Safe for concurrent use.</summary>
/// <param name="context">The workflow.</param>
/// <param name="parent">Its run.</param>
/// <param name="sources">The project's files.</param>
/// <param name="history">Earlier runs.</param>
internal sealed class StepExecution(
    WorkflowContext context, RunInfo parent, SourceFiles sources, StepHistory history) : IDisposable
{
    private readonly SemaphoreSlim _jobs = new(context.Request.Jobs);
    private readonly ConcurrentDictionary<string, Task<string>> _localFiles = new(StringComparer.Ordinal);
    private readonly StepRuns _runs = new(context, parent);

    public void Dispose() => _jobs.Dispose();

    /// <summary>The outcome; a step that fails is one too.</summary>
    public async Task<StepOutcome> RunAsync(
        PlannedStep step,
        StepInstance instance,
        IReadOnlyDictionary<string, (PlannedStep Step, IReadOnlyList<StepOutcome> Runs)> needs,
        CancellationToken cancellationToken)
    {
        var report = new WorkflowStepReport(instance.Id, instance.Title, WorkflowStepState.Waiting, null, "");
        var telling = new Telling(context, report);
        try
        {
            return await DecideAsync(step, instance, needs, telling, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new StepOutcome(instance, telling.Tell(WorkflowStepState.Killed, "the workflow was cancelled"));
        }
        catch (Exception error) when (error is ProjectException or TrackingClientException or IOException
            or UnauthorizedAccessException)
        {
            return new StepOutcome(instance, telling.Tell(WorkflowStepState.Failed, error.Message));
        }
    }

    private async Task<StepOutcome> DecideAsync(
        PlannedStep step,
        StepInstance instance,
        IReadOnlyDictionary<string, (PlannedStep Step, IReadOnlyList<StepOutcome> Runs)> needs,
        Telling telling,
        CancellationToken cancellationToken)
    {
        var values = new StepValues(context.Parameters, step, instance, needs);
        var binding = ParameterBinding.Of(step.EntryPoint, values.Values());
        var ingredients = StepIngredients.Of(
            step,
            sources.DigestFor(step, context.Workflow.Project.Environment),
            context.Workflow.Project.Environment,
            context.Manager,
            await IdentitiesAsync(step, binding, values.Identities(), cancellationToken));
        if (!context.Request.Force && await history.FindAsync(ingredients.Key, cancellationToken) is { } earlier)
        {
            var reused = telling.Tell(WorkflowStepState.Reused, "unchanged", earlier.Info!.RunId);
            return StepOutcome.Of(instance, reused, earlier, StepHistory.OutputsOf(earlier)!);
        }

        var reason = context.Request.Force
            ? "asked to run again"
            : StepComparison.Reason(ingredients, history.RunsOf(step.Name));
        telling.Tell(WorkflowStepState.Waiting, reason);
        await _jobs.WaitAsync(cancellationToken);
        try
        {
            return await _runs.RunAsync(step, instance, binding, ingredients, telling, cancellationToken);
        }
        finally
        {
            _jobs.Release();
        }
    }

    /// <summary>Values with local files told by their content, and defaults beside those that the step gives.</summary>
    private async Task<Dictionary<string, string>> IdentitiesAsync(
        PlannedStep step,
        ParameterBinding binding,
        IReadOnlyDictionary<string, string> given,
        CancellationToken cancellationToken)
    {
        var identities = new Dictionary<string, string>(binding.All);
        foreach (var (name, identity) in given)
        {
            identities[name] = identity;
        }

        foreach (var spec in step.EntryPoint.Parameters
            .Where(spec => spec.Type is ParameterType.Path or ParameterType.Uri))
        {
            string[] places =
            [
                Path.GetFullPath(binding.Declared[spec.Name], context.Source.Folder),
                Path.GetFullPath(binding.Declared[spec.Name]),
            ];
            if (places.FirstOrDefault(Path.Exists) is { } file)
            {
                identities[spec.Name] = "sha256:" + await _localFiles.GetOrAdd(
                    file, path => ContentDigest.OfPathAsync(path, cancellationToken));
            }
        }

        return identities;
    }
}
