using Tracking.TestKit;

namespace Tracking.Server.Tests;

/// <summary>One server for the tests of a class; an error that it logs fails the class.</summary>
public abstract class ServerSpecs : IAsyncLifetime
{
    private RunningTrackingServer? _server;

    private protected RunningTrackingServer Server => _server!;

    private protected HttpClient Client => Server.Client;

    public async Task InitializeAsync() => _server = await RunningTrackingServer.StartAsync(Configure);

    public async Task DisposeAsync() => await Server.DisposeAsync();

    private protected virtual TrackingServerOptions Configure(TrackingServerOptions options) => options;
}
