using Tracking.Client;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Guides;

/// <summary>A server that the code of a guide finds by MLFLOW_TRACKING_URI, as a reader's code does.</summary>
internal sealed class GuideServer : IAsyncDisposable
{
    private const string Variable = "MLFLOW_TRACKING_URI";

    private readonly RunningTrackingServer _server;

    private GuideServer(RunningTrackingServer server)
    {
        _server = server;
        Environment.SetEnvironmentVariable(Variable, server.Address.ToString());
        Client = new TrackingClient();
    }

    public TrackingClient Client { get; }

    public Uri Address => _server.Address;

    public static async Task<GuideServer> StartAsync() => new(await RunningTrackingServer.StartAsync());

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        await Client.DisposeAsync();
        await _server.DisposeAsync();
    }
}

/// <summary>Guides change the environment of the process, so that one runs after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GuideCollection
{
    public const string Name = "guides";
}
