using System.Collections.Concurrent;
using Tracking.Contracts.Runs;
using Tracking.Projects.Backends.Slurm;
using Tracking.Projects.Pipelines.Reuse;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>
/// Runs of steps that jobs carry out since before the workflow went on: a step that wants the same is not started a
/// second time. Safe for concurrent use.
/// </summary>
internal sealed class StepsUnderWay(OrphanedJobs jobs, IReadOnlyList<Run> runs, ProjectRunnerOptions options)
{
    private readonly ConcurrentDictionary<string, Run> _unclaimed =
        new(runs.Select(run => KeyValuePair.Create(run.Info!.RunId!, run)));

    /// <summary>The run that makes what the step is to make; it is the caller's. Null for none.</summary>
    public Run? Claim(string key) => _unclaimed.Values.FirstOrDefault(
        run => TagOf(run, StepIngredients.KeyTag) == key && _unclaimed.TryRemove(run.Info!.RunId!, out _));

    /// <summary>Follows the run's job to its end.</summary>
    /// <param name="run">Was claimed.</param>
    /// <param name="listener">Gets its output.</param>
    /// <param name="cancellationToken">Cancels the job.</param>
    public Task<ProjectRunResult> FollowAsync(
        Run run, ProjectRunnerOptions listener, CancellationToken cancellationToken) =>
        jobs.FollowAsync(run, listener, cancellationToken);

    /// <summary>Cancels the runs of a step that nobody has claimed.</summary>
    public Task CancelAsync(string step) => CancelAsync(run => TagOf(run, StepIngredients.StepTag) == step);

    /// <summary>Cancels those of steps that the workflow has no more.</summary>
    public Task CancelUnknownAsync(IReadOnlyCollection<string> steps) =>
        CancelAsync(run => TagOf(run, StepIngredients.StepTag) is not { } step || !steps.Contains(step));

    private Task CancelAsync(Func<Run, bool> isMeant) => Task.WhenAll(
        from run in _unclaimed.Values
        where isMeant(run) && _unclaimed.TryRemove(run.Info!.RunId!, out _)
        select CancelAsync(run));

    private async Task CancelAsync(Run run)
    {
        options.Log($"run {run.Info!.RunId} of the workflow as it was is not wanted any more");
        await jobs.FollowAsync(run, options, new CancellationToken(canceled: true));
    }

    private static string? TagOf(Run run, string key) =>
        run.Data?.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;
}
