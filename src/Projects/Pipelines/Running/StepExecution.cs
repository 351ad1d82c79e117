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

    /// <summary>What is to be done for a run of a step, once all that it needs has ended well.</summary>
    public async Task<StepDecision> DecideAsync(
        PlannedStep step,
        StepInstance instance,
        IReadOnlyDictionary<string, (PlannedStep Step, IReadOnlyList<StepOutcome> Runs)> needs,
        CancellationToken cancellationToken)
    {
        var report = new WorkflowStepReport(instance.Id, instance.Title, WorkflowStepState.Waiting, null, "");
        var decision = new StepDecision(step, instance, new Telling(context, report));
        var settled = await SettledAsync(
            decision,
            async () =>
            {
                var values = new StepValues(context.Parameters, step, instance, needs);
                decision = decision with { Binding = ParameterBinding.Of(step.EntryPoint, values.Values()) };
                var ingredients = StepIngredients.Of(
                    step,
                    sources.DigestFor(step, context.Workflow.Project.Environment),
                    context.Workflow.Project.Environment,
                    context.Manager,
                    await IdentitiesAsync(step, decision.Binding, values.Identities(), cancellationToken));
                decision = decision with { Ingredients = ingredients };
                return await EarlierAsync(decision, cancellationToken);
            },
            cancellationToken);
        return decision with
        {
            Settled = settled,
            UnderWay = settled is null ? context.UnderWay?.Claim(decision.Ingredients!.Key) : null,
        };
    }

    /// <summary>Carries the decision out; a step that fails is an outcome too.</summary>
    public async Task<StepOutcome> RunAsync(StepDecision decision, CancellationToken cancellationToken) =>
        decision.Settled
        ?? (await SettledAsync(
            decision, async () => await RunInTurnAsync(decision, cancellationToken), cancellationToken))!;

    private static async Task<StepOutcome?> SettledAsync(
        StepDecision decision, Func<Task<StepOutcome?>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return decision.Told(WorkflowStepState.Killed, "the workflow was cancelled");
        }
        catch (Exception error) when (error is ProjectException or TrackingClientException or IOException
            or UnauthorizedAccessException)
        {
            return decision.Told(WorkflowStepState.Failed, error.Message);
        }
    }

    /// <summary>An earlier run that stands for the step; null when it must run, whose reason is told.</summary>
    private async Task<StepOutcome?> EarlierAsync(StepDecision decision, CancellationToken cancellationToken)
    {
        var ingredients = decision.Ingredients!;
        if (!context.Request.Force && await history.FindAsync(ingredients.Key, cancellationToken) is { } earlier)
        {
            var reused = decision.Telling.Tell(WorkflowStepState.Reused, "unchanged", earlier.Info!.RunId);
            return StepOutcome.Of(decision.Instance, reused, earlier, StepHistory.OutputsOf(earlier)!);
        }

        decision.Telling.Tell(
            WorkflowStepState.Waiting,
            context.Request.Force
                ? "asked to run again"
                : StepComparison.Reason(ingredients, history.RunsOf(decision.Step.Name)));
        return null;
    }

    private async Task<StepOutcome> RunInTurnAsync(StepDecision decision, CancellationToken cancellationToken)
    {
        if (decision.UnderWay is { } run)
        {
            // No turn of this process is used up: the job runs already.
            return await _runs.FollowAsync(decision, run, cancellationToken);
        }

        await _jobs.WaitAsync(cancellationToken);
        try
        {
            return await _runs.RunAsync(decision, cancellationToken);
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
