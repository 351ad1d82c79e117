using Tracking.Serving.Hosting.Protection;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>What of the host as a whole follows the configuration file while it runs.</summary>
/// <param name="Batching">How requests are joined.</param>
/// <param name="Keys">Which file has the API keys.</param>
internal sealed record LiveSettings(HostBatching Batching, KeysWatch Keys);
