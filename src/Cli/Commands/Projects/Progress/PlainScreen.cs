using Tracking.Projects.Pipelines;

namespace Tracking.Cli.Commands.Projects.Progress;

/// <summary>One line for each thing that happens, for logs and pipes.</summary>
internal sealed class PlainScreen(TextWriter notes, Stream standardOutput, Stream standardError) : IRunScreen
{
    private readonly Lock _gate = new();

    public Stream StandardOutput => standardOutput;

    public Stream StandardError => standardError;

    public void Log(string line)
    {
        lock (_gate)
        {
            notes.WriteLine("tracking: " + line);
        }
    }

    public void Show(WorkflowStepReport report)
    {
        if (report.State != WorkflowStepState.Waiting)
        {
            var run = report.RunId is null ? "" : $" (run {report.RunId})";
            Log($"{report.Title}: {report.State.ToString().ToLowerInvariant()}{run}, {report.Reason}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await standardOutput.DisposeAsync();
        await standardError.DisposeAsync();
    }
}
