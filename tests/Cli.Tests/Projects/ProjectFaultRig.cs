using Tracking.Client;
using Tracking.Server.Lifecycle;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Projects;

/// <summary>A server that soon misses runs without a sign of life, and a folder for project and runner.</summary>
public abstract class ProjectFaultRig : IAsyncLifetime, IDisposable
{
    private protected TempFolder Folder { get; } = new();

    private protected RunningTrackingServer Server { get; private set; } = null!;

    private protected TrackingClient Client { get; private set; } = null!;

    private protected IReadOnlyList<(string Name, string Value)> Variables =>
    [
        ("MLFLOW_TRACKING_URI", Server.Address.ToString()), ("TRACKING_PROJECTS_CACHE", Folder["cache"]),
    ];

    public async Task InitializeAsync()
    {
        Server = await RunningTrackingServer.StartAsync(options => options with
        {
            Lifecycle = new LifecycleOptions { LostAfter = TimeSpan.FromSeconds(1) },
        });
        Client = new TrackingClient(Server.Address.ToString());
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
