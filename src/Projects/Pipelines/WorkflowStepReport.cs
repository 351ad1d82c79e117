namespace Tracking.Projects.Pipelines;

/// <summary>Where a step of a workflow stands: told whenever it changes, and part of the result.</summary>
/// <param name="Id">The step's name; with a matrix <c>train/2</c> for its second combination.</param>
/// <param name="Title">For people, such as <c>train (lr=0.1)</c>.</param>
/// <param name="State">Where it stands.</param>
/// <param name="RunId">Its run; of a step that was not needed, the run that made its outputs. Null before.</param>
/// <param name="Reason">Why it ran, was reused, failed or is waiting, as one line.</param>
public sealed record WorkflowStepReport(
    string Id, string Title, WorkflowStepState State, string? RunId, string Reason);

/// <summary>The states of a step.</summary>
public enum WorkflowStepState
{
    /// <summary>For other steps, or for its turn.</summary>
    Waiting,

    /// <summary>Its program runs.</summary>
    Running,

    /// <summary>It ran and ended well.</summary>
    Finished,

    /// <summary>Nothing changed since an earlier run, whose outputs stand for it.</summary>
    Reused,

    /// <summary>It ended badly.</summary>
    Failed,

    /// <summary>A step that it needs did not end well, so it was not started.</summary>
    Blocked,

    /// <summary>The workflow was cancelled.</summary>
    Killed,
}
