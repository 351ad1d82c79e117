using Tracking.Projects.Environments;
using Tracking.Projects.Execution;

namespace Tracking.Projects.Backends;

/// <summary>Processes of this machine.</summary>
internal sealed class LocalBackend(RunExecution execution) : IProjectBackend
{
    /// <summary>The name of the backend that runs where none is named.</summary>
    public const string DefaultName = "local";

    public string Name => DefaultName;

    public async Task<ProjectRunResult> RunAsync(
        PlannedRun planned, IEnvironmentProvider manager, CancellationToken cancellationToken)
    {
        // Read for its errors: a file meant for another backend is not passed over in silence.
        (await BackendConfig.ReadAsync(planned.Request.BackendConfig, cancellationToken)).AllowOnly(Name);
        return await execution.RunAsync(planned, manager, cancellationToken);
    }
}
