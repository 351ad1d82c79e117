using Tracking.Client.Internal.Artifacts;
using Tracking.Client.Internal.Delivery;
using Tracking.Client.Internal.Outcomes;
using Tracking.Client.Internal.Transport;

namespace Tracking.Client.Internal.Runs;

/// <summary>What a run needs of its client.</summary>
internal sealed record RunServices(
    TrackingClient Client,
    TrackingClientOptions Options,
    Api Api,
    PendingOutcomes Outcomes,
    ArtifactLocations Locations,
    ArtifactTransfer Transfer)
{
    /// <summary>Where what runs log lies until it is delivered.</summary>
    internal required ClientSpools Spools { get; init; }
}
