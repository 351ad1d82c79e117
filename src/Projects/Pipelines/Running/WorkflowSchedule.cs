using Tracking.Projects.Pipelines.Checks;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Begins each step when those that it needs have ended, and not at all when one ended badly.</summary>
/// <param name="context">The workflow.</param>
/// <param name="execution">Runs what may begin.</param>
internal sealed class WorkflowSchedule(WorkflowContext context, StepExecution execution)
{
    private readonly Dictionary<string, Task<IReadOnlyList<StepOutcome>>> _steps = new(StringComparer.Ordinal);

    /// <summary>Ends when every step has: all outcomes, in the order of the steps.</summary>
    public async Task<IReadOnlyList<StepOutcome>> RunAsync(CancellationToken cancellationToken)
    {
        // All are told before any begins, so that who shows them knows how many there are.
        foreach (var instance in context.Workflow.Steps.SelectMany(step => step.Instances))
        {
            context.Report(new WorkflowStepReport(
                instance.Id, instance.Title, WorkflowStepState.Waiting, null, "for its turn"));
        }

        foreach (var step in context.Workflow.Steps)
        {
            // Steps come after what they need, so that the tasks they wait for are there.
            var needs = step.Needs.Select(need => _steps[need]).ToList();
            _steps.Add(step.Name, RunAsync(step, needs, cancellationToken));
        }

        return [.. (await Task.WhenAll(_steps.Values)).SelectMany(outcomes => outcomes)];
    }

    private async Task<IReadOnlyList<StepOutcome>> RunAsync(
        PlannedStep step, List<Task<IReadOnlyList<StepOutcome>>> needs, CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAll(needs);
        var bad = ended.SelectMany(outcomes => outcomes).Where(outcome => !outcome.IsGood).ToList();
        if (bad.Count > 0)
        {
            return [.. step.Instances.Select(instance => Blocked(instance, bad))];
        }

        var outcomes = step.Needs
            .Zip(ended, (name, runs) => (Step: context.Workflow.Steps.Single(one => one.Name == name), Runs: runs))
            .ToDictionary(need => need.Step.Name, need => (need.Step, need.Runs));
        var decisions = await Task.WhenAll(step.Instances.Select(
            instance => execution.DecideAsync(step, instance, outcomes, cancellationToken)));
        if (context.UnderWay is { } underWay)
        {
            // What nobody wants any more must not run beside what takes its place.
            await underWay.CancelAsync(step.Name);
        }

        return await Task.WhenAll(decisions.Select(decision => execution.RunAsync(decision, cancellationToken)));
    }

    private StepOutcome Blocked(StepInstance instance, List<StepOutcome> bad)
    {
        var titles = string.Join(", ", bad.Select(outcome => outcome.Instance.Title));
        var report = new WorkflowStepReport(
            instance.Id, instance.Title, WorkflowStepState.Blocked, null, $"needs {titles}");
        context.Report(report);
        return new StepOutcome(instance, report);
    }
}
