using Tracking.Projects.Environments;
using Tracking.Projects.Execution;

namespace Tracking.Projects.Backends;

/// <summary>Carries out planned runs on machines of one kind. Chosen by name. Safe for concurrent use.</summary>
internal interface IProjectBackend
{
    /// <summary>As <c>--backend</c> has it.</summary>
    string Name { get; }

    /// <summary>Carries out the run to its end, and says on the server how it ended.</summary>
    /// <param name="planned">The run; its working copy belongs to the caller.</param>
    /// <param name="manager">Makes its environment ready, where the run takes place.</param>
    /// <param name="cancellationToken">Ends the program, gracefully first; the run is KILLED.</param>
    /// <exception cref="ProjectException">Its configuration is no good, or the backend refused the run.</exception>
    Task<ProjectRunResult> RunAsync(
        PlannedRun planned, IEnvironmentProvider manager, CancellationToken cancellationToken);
}
