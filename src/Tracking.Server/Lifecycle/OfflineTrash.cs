using Tracking.Core.Lifecycle;
using Tracking.Server.Hosting;
using Tracking.Stores;

namespace Tracking.Server.Lifecycle;

/// <summary>Empties the trash of a store without a server.</summary>
public static class OfflineTrash
{
    /// <param name="options">Of the server whose store it is: database, artifacts, clock.</param>
    /// <param name="request">What to remove.</param>
    /// <param name="cancellationToken">Stops after what is under way; the next collection finishes it.</param>
    /// <exception cref="ServerStartException">The artifacts cannot be written.</exception>
    /// <exception cref="StoreOpenException">The database cannot be opened, or a server has it.</exception>
    public static async Task<CollectionReport> RunAsync(
        TrackingServerOptions options, CollectionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var uri = StoreUri.Parse(options.BackendStoreUri);
        if (uri.Path is { } path && !File.Exists(path))
        {
            throw new StoreOpenException($"There is no database '{path}'.");
        }

        var artifacts = await ArtifactDestination.OpenAsync(options, cancellationToken);
        using var owned = artifacts as IDisposable;
        await using var stores = await TrackingStores.OpenAsync(uri, options.Time, cancellationToken);
        var collector = new TrashCollector(stores.Trash, new ArtifactRemover(artifacts), options.Time);
        return await collector.CollectAsync(request, cancellationToken);
    }
}
