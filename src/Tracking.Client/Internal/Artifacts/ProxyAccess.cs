using Tracking.Client.Internal.Artifacts.Uploads;
using Tracking.Client.Internal.Transport;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>What every location behind a server's artifact proxy needs of its client.</summary>
internal sealed class ProxyAccess(Api api, TrackingClientOptions options)
{
    internal Api Api { get; } = api;

    internal HttpTransport Transport => Api.Transport;

    internal UploadJournal Journal { get; } = new(options.CacheFolder, options.Time);

    internal long UploadInPartsFromBytes { get; } = options.UploadInPartsFromBytes;

    internal int ParallelTransfers { get; } = options.ParallelTransfers;
}
