using Tracking.Core.Search.Paging;

namespace Tracking.Core.Registry;

/// <summary>Keeps registered models, their tags and aliases. Refusals come from <see cref="RegistryErrors"/>.</summary>
public interface IRegisteredModelStore
{
    Task<RegisteredModel> CreateAsync(NewRegisteredModel model, CancellationToken cancellationToken);

    /// <summary>A missing model is an error.</summary>
    Task<RegisteredModel> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Versions follow the name.</summary>
    Task<RegisteredModel> RenameAsync(string name, string newName, CancellationToken cancellationToken);

    Task<RegisteredModel> UpdateAsync(string name, string? description, CancellationToken cancellationToken);

    /// <summary>Removes the model and its versions for good.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    Task SetTagAsync(string name, Tag tag, CancellationToken cancellationToken);

    Task DeleteTagAsync(string name, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Points the alias to the version, moving it if it pointed elsewhere; with an expected version only from there,
    /// from <see cref="RegistryRules.NoVersion"/> only where there is none. One that is at the version already stays.
    /// </summary>
    Task SetAliasAsync(
        string name, string alias, int version, int? expectedVersion, CancellationToken cancellationToken);

    Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken);

    Task<Page<RegisteredModel>> SearchAsync(RegistryQuery query, CancellationToken cancellationToken);
}
