using Tracking.Contracts;
using Tracking.Core.Lifecycle;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Lifecycle;

/// <summary>Takes signs of life of runs.</summary>
internal sealed class HeartbeatEndpoints(HeartbeatWatch heartbeats) : IEndpointGroup
{
    public void Map(ApiRoutes routes) =>
        routes.Map(Routes.Heartbeats.Send, (request, token) =>
            heartbeats.BeatAsync(request.RunId!, request.IntervalMs, token));
}
