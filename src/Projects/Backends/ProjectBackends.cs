using Tracking.Client;
using Tracking.Projects.Backends.Kubernetes;
using Tracking.Projects.Backends.Slurm;
using Tracking.Projects.Execution;

namespace Tracking.Projects.Backends;

/// <summary>All kinds of backends.</summary>
internal sealed class ProjectBackends(TrackingClient client, ProjectRunnerOptions options)
{
    private readonly IReadOnlyList<IProjectBackend> _all =
    [
        new LocalBackend(new RunExecution(client, options)),
        new SlurmBackend(client, options),
        new KubernetesBackend(client, options),
    ];

    /// <summary>The one of that name; without a name the local process.</summary>
    /// <exception cref="ProjectException">There is none of that name.</exception>
    public IProjectBackend Choose(string? name) =>
        _all.FirstOrDefault(backend => backend.Name == (name ?? LocalBackend.DefaultName))
        ?? throw new ProjectException(
            $"There is no backend '{name}': expected {string.Join(", ", _all.Select(backend => backend.Name))}.");
}
