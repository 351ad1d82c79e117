using Tracking.Core.Search.Paging;

namespace Tracking.Core.Registry;

/// <summary>Keeps the versions of registered models. Refusals come from <see cref="RegistryErrors"/>.</summary>
public interface IModelVersionStore
{
    Task<ModelVersion> CreateAsync(NewModelVersion version, CancellationToken cancellationToken);

    /// <summary>A missing or deleted version is an error.</summary>
    Task<ModelVersion> GetAsync(string name, int version, CancellationToken cancellationToken);

    /// <summary>A missing alias, or one whose version was deleted, is an error.</summary>
    Task<ModelVersion> GetByAliasAsync(string name, string alias, CancellationToken cancellationToken);

    /// <summary>The newest version of each of the stages; no stages means all four.</summary>
    Task<IReadOnlyList<ModelVersion>> GetLatestAsync(
        string name, IReadOnlyList<ModelStage> stages, CancellationToken cancellationToken);

    Task<ModelVersion> UpdateAsync(
        string name, int version, string? description, CancellationToken cancellationToken);

    Task<ModelVersion> TransitionAsync(
        string name, int version, ModelStage stage, bool archiveExisting, CancellationToken cancellationToken);

    Task DeleteAsync(string name, int version, CancellationToken cancellationToken);

    Task SetTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken);

    Task DeleteTagAsync(string name, int version, string key, CancellationToken cancellationToken);

    Task<Page<ModelVersion>> SearchAsync(RegistryQuery query, CancellationToken cancellationToken);
}
