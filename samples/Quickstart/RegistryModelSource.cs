using Tracking.Client;
using Tracking.Models.Uris;
using Tracking.Serving.Repository;

namespace Tracking.Quickstart;

/// <summary>Where the serve host gets its models: downloaded from the registry, each into its own folder.</summary>
internal sealed class RegistryModelSource(TrackingClient client, string folder) : IModelSource
{
    public async Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var model = await client.Models.DownloadAsync(uri, target, cancellationToken);
        return new ResolvedModel(target, model.Name, model.Version);
    }
}
