using Tracking.Models.Uris;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>Finds the folder of a model; the one with a registry behind it downloads first. Thread-safe.</summary>
public interface IModelSource
{
    /// <summary>Makes the model's files available on this machine.</summary>
    /// <param name="uri">Which model.</param>
    /// <param name="cancellationToken">Ends the search or download.</param>
    /// <exception cref="ServingException"><see cref="ServingError.ModelUnusable"/>: there is no such model.</exception>
    Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken);

    /// <summary>
    /// What the URI stands for now, as text that changes when that does; null where it never does or cannot be told. It
    /// is asked at every poll.
    /// </summary>
    /// <param name="uri">Which model.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ServingException">It cannot be found out now; what is served goes on.</exception>
    Task<string?> FingerprintAsync(ModelUri uri, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <summary>Every registered model that carries an alias now.</summary>
    /// <param name="alias">Which.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ServingException">It cannot be found out now, or there is no registry.</exception>
    Task<IReadOnlyList<ModelAliasUri>> WithAliasAsync(string alias, CancellationToken cancellationToken) =>
        throw new ServingException(
            ServingError.ModelUnusable, $"Models with the alias '{alias}' need a tracking server to find them.");
}

/// <summary>Where a model's files are.</summary>
/// <param name="Directory">A folder with an MLmodel file.</param>
/// <param name="Name">Its registered name; null outside a registry.</param>
/// <param name="Version">Its registered version; null outside a registry.</param>
public sealed record ResolvedModel(string Directory, string? Name = null, string? Version = null)
{
    /// <summary>Disposed when the model is closed: frees what was downloaded for it.</summary>
    public IDisposable? Files { get; init; }
}
