using Tracking.Artifacts;
using Tracking.Server.Artifacts;
using Tracking.Server.Experiments;
using Tracking.Server.Messages;
using Tracking.Stores;

namespace Tracking.Server.Hosting;

/// <summary>The composition root: every endpoint group with the ports that it needs.</summary>
internal sealed record ServerParts(IReadOnlyList<IEndpointGroup> Groups)
{
    public static ServerParts Create(TrackingServerOptions options, SqliteStores stores, IArtifactStore artifacts)
    {
        return new ServerParts(
        [
            new InfoPages(options),
            new ExperimentEndpoints(stores.Experiments, options.DefaultArtifactRoot),
            new ArtifactProxyEndpoints(artifacts, options),
        ]);
    }
}

/// <summary>The endpoints of one feature.</summary>
internal interface IEndpointGroup
{
    void Map(ApiRoutes routes);
}
