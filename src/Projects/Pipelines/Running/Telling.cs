namespace Tracking.Projects.Pipelines.Running;

/// <summary>Tells how a step gets on; remembers what was told last.</summary>
internal sealed class Telling(WorkflowContext context, WorkflowStepReport report)
{
    private WorkflowStepReport _last = report;

    public string Reason => _last.Reason;

    /// <summary>A null run leaves the one that was told.</summary>
    public WorkflowStepReport Tell(WorkflowStepState state, string reason, string? runId = null)
    {
        _last = _last with { State = state, Reason = reason, RunId = runId ?? _last.RunId };
        context.Report(_last);
        return _last;
    }
}
