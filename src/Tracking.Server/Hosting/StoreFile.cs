using Tracking.Core.Errors;
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
            return await WithDefaultAsync(stores, options, cancellationToken);
        }
        catch (StoreOpenException error)
        {
            throw new ServerStartException(error.Message, error);
        }
    }

    private static async Task<TrackingStores> WithDefaultAsync(
        TrackingStores stores, TrackingServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await stores.Experiments.EnsureDefaultAsync(options.DefaultArtifactRoot, cancellationToken);
            return stores;
        }
        catch (TrackingException error)
        {
            await stores.DisposeAsync();
            throw new ServerStartException(error.Message, error);
        }
    }
}
