using Tracking.Contracts.Runs;
using Tracking.Projects.Pipelines.Checks;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>How a run of a step came out, for those that refer to it.</summary>
/// <param name="Instance">Which of the step's runs.</param>
/// <param name="Report">What is told of it.</param>
internal sealed record StepOutcome(StepInstance Instance, WorkflowStepReport Report)
{
    /// <summary>Whether others can go on with it.</summary>
    public bool IsGood => Report.State is WorkflowStepState.Finished or WorkflowStepState.Reused;

    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    /// <summary>The latest value of each.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The digest of each output by its artifact's path.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    public static StepOutcome Of(
        StepInstance instance,
        WorkflowStepReport report,
        Run run,
        IReadOnlyDictionary<string, string> outputs) => new(instance, report)
        {
            Params = (run.Data?.Params ?? []).ToDictionary(param => param.Key!, param => param.Value ?? ""),
            Metrics = (run.Data?.Metrics ?? []).ToDictionary(
                metric => metric.Key!, metric => metric.Value ?? double.NaN),
            Outputs = outputs,
        };
}
