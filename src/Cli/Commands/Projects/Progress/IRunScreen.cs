using Tracking.Projects.Pipelines;

namespace Tracking.Cli.Commands.Projects.Progress;

/// <summary>Shows a person what a run is doing, beside what its programs write. Safe for concurrent use.</summary>
internal interface IRunScreen : IAsyncDisposable
{
    /// <summary>Takes what programs write to standard output.</summary>
    Stream StandardOutput { get; }

    /// <summary>Takes what programs write to standard error.</summary>
    Stream StandardError { get; }

    /// <summary>A line about what goes on.</summary>
    void Log(string line);

    /// <summary>A step of a workflow stands elsewhere than before.</summary>
    void Show(WorkflowStepReport report);
}
