using Tracking.Stores;

namespace Tracking.Server.Hosting;

/// <summary>Opens the store that the options name.</summary>
internal static class StoreFile
{
    /// <exception cref="ServerStartException">The URI is not supported, or the store cannot be opened.</exception>
    public static async Task<TrackingStores> OpenAsync(
        TrackingServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var uri = StoreUri.Parse(options.BackendStoreUri);
            var stores = await TrackingStores.OpenAsync(uri, options.Time, cancellationToken);
            await stores.Experiments.EnsureDefaultAsync(options.DefaultArtifactRoot, cancellationToken);
            return stores;
        }
        catch (StoreOpenException error)
        {
            throw new ServerStartException(error.Message, error);
        }
    }
}
