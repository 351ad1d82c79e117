using Tracking.Client;
using Tracking.Projects.Execution;
using Tracking.Projects.Pipelines.Checks;
using Tracking.Projects.Pipelines.Reuse;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>What all steps of a running workflow share.</summary>
/// <param name="Client">The server.</param>
/// <param name="Options">Where projects are run, and who hears of it.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Workflow">Checked.</param>
/// <param name="Source">The project as it was when the workflow began; no step changes it.</param>
/// <param name="RunStep">Runs a planned step to its end; told the options that are the step's own.</param>
internal sealed record WorkflowContext(
    TrackingClient Client,
    ProjectRunnerOptions Options,
    ProjectRunRequest Request,
    PlannedWorkflow Workflow,
    WorkingCopy Source,
    Func<PlannedRun, ProjectRunnerOptions, CancellationToken, Task<ProjectRunResult>> RunStep)
{
    /// <summary>The environment manager's name.</summary>
    public required string Manager { get; init; }

    /// <summary>Values of the workflow's parameters.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Finds the workflow's runs: a digest, since a name may hold characters that no filter takes.</summary>
    public string WorkflowId { get; } = ContentDigest.OfTexts([Workflow.Name])[..32];

    /// <summary>Of a workflow that goes on: what jobs carry out already.</summary>
    public StepsUnderWay? UnderWay { get; init; }

    public void Report(WorkflowStepReport report) => Options.Progress(report);
}
