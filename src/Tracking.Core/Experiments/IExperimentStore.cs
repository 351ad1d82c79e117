using Tracking.Core.Search.Paging;

namespace Tracking.Core.Experiments;

/// <summary>
/// Keeps experiments. A missing or unsuitable experiment is a <see cref="Errors.TrackingException"/> from
/// <see cref="ExperimentErrors"/>; every change is one transaction.
/// </summary>
public interface IExperimentStore
{
    /// <summary>Makes sure that experiment 0, "Default", exists.</summary>
    Task EnsureDefaultAsync(string artifactRoot, CancellationToken cancellationToken);

    Task<Experiment> CreateAsync(NewExperiment experiment, CancellationToken cancellationToken);

    /// <summary>Deleted experiments are found too.</summary>
    Task<Experiment?> FindAsync(long experimentId, CancellationToken cancellationToken);

    /// <summary>Deleted experiments are found too.</summary>
    Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken);

    Task RenameAsync(long experimentId, string newName, CancellationToken cancellationToken);

    /// <summary>Moves the experiment and all its runs to the trash.</summary>
    Task DeleteAsync(long experimentId, CancellationToken cancellationToken);

    /// <summary>Brings the experiment and all its runs back from the trash.</summary>
    Task RestoreAsync(long experimentId, CancellationToken cancellationToken);

    Task SetTagAsync(long experimentId, Tag tag, CancellationToken cancellationToken);

    Task DeleteTagAsync(long experimentId, string key, CancellationToken cancellationToken);

    Task<Page<Experiment>> SearchAsync(ExperimentQuery query, CancellationToken cancellationToken);
}
